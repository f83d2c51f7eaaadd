import type { Disk } from '../../src/api/accord/disks/schema.ts';
import type { Tone } from '../ui/StatusTag.tsx';

export const toneOf = {
  creating: 'busy',
  available: 'good',
  attaching: 'busy',
  'in-use': 'good',
  detaching: 'busy',
  growing: 'busy',
  capturing: 'busy',
  deleting: 'busy',
  error: 'bad',
  deleted: 'off',
} as const satisfies Record<Disk['status'], Tone>;

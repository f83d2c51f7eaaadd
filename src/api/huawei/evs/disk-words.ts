// Words of the disk service for how a disk is (EVS API reference, "EVS disk status").
import { diskStatuses, type DiskStatus } from '../../../domain/disks/disk.ts';

export const statusWords = {
  creating: 'creating',
  available: 'available',
  attaching: 'attaching',
  'in-use': 'in-use',
  detaching: 'detaching',
  growing: 'extending',
  capturing: 'uploading',
  deleting: 'deleting',
  error: 'error',
  deleted: 'deleted',
} as const satisfies Record<DiskStatus, string>;

/** The status that a word stands for; undefined: none is called so here. */
export function statusOf(word: string): DiskStatus | undefined {
  return diskStatuses.find((each) => statusWords[each] === word);
}

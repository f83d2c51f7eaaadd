// Calls about disks that the service of Huawei Cloud has and this one has not: they answer so, whatever they ask for. docs/coverage/evs.md lists them.
import { unsupportedRoutesOf, type UnsupportedCall } from '../unsupported-calls.ts';

const noSnapshots = 'There are no snapshots here: make an image of the disk.';

export const unsupportedEvsCalls: readonly UnsupportedCall[] = [
  { method: 'POST', path: '/v2/:project_id/cloudsnapshots', reason: noSnapshots },
  { method: 'GET', path: '/v2/:project_id/cloudsnapshots/detail', reason: noSnapshots },
  {
    method: 'POST',
    path: '/v2/:project_id/cloudsnapshots/:snapshot_id/rollback',
    reason: noSnapshots,
  },
];

export const unsupportedRoutes = unsupportedRoutesOf(unsupportedEvsCalls);

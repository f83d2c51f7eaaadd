// Calls that the backup service of Huawei Cloud has and this one has not: they answer so, whatever they ask for. docs/coverage/cbr.md lists them.
import { unsupportedRoutesOf, type UnsupportedCall } from '../unsupported-calls.ts';

const noPolicies = 'There are no backup policies here: begin each backup.';
const noReplication = 'Backups stay in their region here: copy images to another one.';

export const unsupportedCbrCalls: readonly UnsupportedCall[] = [
  {
    method: 'POST',
    path: '/v3/:project_id/backups/:backup_id/restore',
    reason:
      'A backup does not overwrite a server here: make a full-server image of it, and a new server of that.',
  },
  { method: 'GET', path: '/v3/:project_id/policies', reason: noPolicies },
  { method: 'POST', path: '/v3/:project_id/policies', reason: noPolicies },
  {
    method: 'POST',
    path: '/v3/:project_id/vaults/:vault_id/associatepolicy',
    reason: noPolicies,
  },
  {
    method: 'POST',
    path: '/v3/:project_id/vaults/:vault_id/dissociatepolicy',
    reason: noPolicies,
  },
  {
    method: 'POST',
    path: '/v3/:project_id/backups/:backup_id/replicate',
    reason: noReplication,
  },
  { method: 'POST', path: '/v3/:project_id/checkpoints/replicate', reason: noReplication },
];

export const unsupportedRoutes = unsupportedRoutesOf(unsupportedCbrCalls);

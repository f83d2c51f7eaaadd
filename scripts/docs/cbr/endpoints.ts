// Calls of Huawei Cloud's backup service as its SDK has them (huaweicloud-sdk-cbr 3.1.209), by their names there: those about vaults, backups of servers and
// with whom they are shared.
import { endpointsOf } from '../huawei/endpoint.ts';

const backup = '/v3/{project_id}/backups/{backup_id}';
const vault = '/v3/{project_id}/vaults/{vault_id}';

export const endpoints = endpointsOf([
  ['CreateVault', 'POST', '/v3/{project_id}/vaults', 200],
  ['ListVault', 'GET', '/v3/{project_id}/vaults', 200],
  ['ShowSummary', 'GET', '/v3/{project_id}/vaults/summary', 200],
  ['ShowVault', 'GET', vault, 200],
  ['UpdateVault', 'PUT', vault, 200],
  ['DeleteVault', 'DELETE', vault, 204],
  ['AddVaultResource', 'POST', `${vault}/addresources`, 200],
  ['RemoveVaultResource', 'POST', `${vault}/removeresources`, 200],
  ['CreateCheckpoint', 'POST', '/v3/{project_id}/checkpoints', 200],
  ['ShowCheckpoint', 'GET', '/v3/{project_id}/checkpoints/{checkpoint_id}', 200],
  ['ListBackups', 'GET', '/v3/{project_id}/backups', 200],
  ['ShowBackup', 'GET', backup, 200],
  ['UpdateBackup', 'PUT', backup, 200],
  ['DeleteBackup', 'DELETE', backup, 204],
  ['AddMember', 'POST', `${backup}/members`, 200],
  ['ShowMembersDetail', 'GET', `${backup}/members`, 200],
  ['ShowMemberDetail', 'GET', `${backup}/members/{member_id}`, 200],
  ['UpdateMemberStatus', 'PUT', `${backup}/members/{member_id}`, 200],
  ['DeleteMember', 'DELETE', `${backup}/members/{member_id}`, 204],
  ['RestoreBackup', 'POST', `${backup}/restore`, 202],
  ['CopyBackup', 'POST', `${backup}/replicate`, 200],
  ['CopyCheckpoint', 'POST', '/v3/{project_id}/checkpoints/replicate', 200],
  ['ListPolicies', 'GET', '/v3/{project_id}/policies', 200],
  ['CreatePolicy', 'POST', '/v3/{project_id}/policies', 200],
  ['AssociateVaultPolicy', 'POST', `${vault}/associatepolicy`, 200],
  ['DisassociateVaultPolicy', 'POST', `${vault}/dissociatepolicy`, 200],
]);

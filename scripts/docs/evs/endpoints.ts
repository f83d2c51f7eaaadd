// Calls of Huawei Cloud's disk service as its SDK has them (huaweicloud-sdk-evs 3.1.209), by their names there: those about disks themselves.
import { endpointsOf } from '../huawei/endpoint.ts';

export const endpoints = endpointsOf([
  ['CreateVolume', 'POST', '/v2.1/{project_id}/cloudvolumes', 202],
  // Deprecated there, and in the documents alone.
  ['CreatePostPaidVolume', 'POST', '/v2/{project_id}/cloudvolumes', 202],
  ['ListVolumes', 'GET', '/v2/{project_id}/cloudvolumes/detail', 200],
  ['ShowVolume', 'GET', '/v2/{project_id}/cloudvolumes/{volume_id}', 200],
  ['UpdateVolume', 'PUT', '/v2/{project_id}/cloudvolumes/{volume_id}', 200],
  ['DeleteVolume', 'DELETE', '/v2/{project_id}/cloudvolumes/{volume_id}', 200],
  ['ResizeVolume', 'POST', '/v2.1/{project_id}/cloudvolumes/{volume_id}/action', 202],
  ['ShowJob', 'GET', '/v1/{project_id}/jobs/{job_id}', 200],
  ['CreateSnapshot', 'POST', '/v2/{project_id}/cloudsnapshots', 202],
  ['ListSnapshots', 'GET', '/v2/{project_id}/cloudsnapshots/detail', 200],
  ['RollbackSnapshot', 'POST', '/v2/{project_id}/cloudsnapshots/{snapshot_id}/rollback', 202],
]);

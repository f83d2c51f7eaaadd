// The calls of Huawei Cloud's image service as its SDK has them (huaweicloud-sdk-ims 3.1.209), by their names there.
import type { Method } from '../../../src/api/http/route.ts';

export interface Endpoint {
  readonly name: string;
  readonly method: Method;
  /** With parameters in braces, as the SDK has it. */
  readonly path: string;
  /** Of the answer when all goes well. */
  readonly status: number;
}

const rows: readonly (readonly [name: string, method: Method, path: string, status: number])[] = [
  ['ListImages', 'GET', '/v2/cloudimages', 200],
  ['UpdateImage', 'PATCH', '/v2/cloudimages/{image_id}', 200],
  ['CreateImage', 'POST', '/v2/cloudimages/action', 200],
  ['CreateImageInSafeMode', 'POST', '/v2.1/cloudimages/action', 200],
  ['RegisterImage', 'PUT', '/v1/cloudimages/{image_id}/upload', 200],
  ['ImportImageQuick', 'POST', '/v2/cloudimages/quickimport/action', 200],
  ['ImportImageQuickInSafeMode', 'POST', '/v2.1/cloudimages/quickimport/action', 200],
  ['CreateDataImage', 'POST', '/v1/cloudimages/dataimages/action', 200],
  ['CreateDataImageInSafeMode', 'POST', '/v2.1/cloudimages/dataimages/action', 200],
  ['CreateWholeImage', 'POST', '/v1/cloudimages/wholeimages/action', 200],
  ['ExportImage', 'POST', '/v1/cloudimages/{image_id}/file', 200],
  ['ExportImageInSafeMode', 'POST', '/v2.1/cloudimages/{image_id}/file', 200],
  ['CopyImageInRegion', 'POST', '/v1/cloudimages/{image_id}/copy', 200],
  ['CopyImageInRegionInSafeMode', 'POST', '/v2.1/cloudimages/{image_id}/copy', 200],
  ['CopyImageCrossRegion', 'POST', '/v1/cloudimages/{image_id}/cross_region_copy', 200],
  ['BatchAddMembers', 'POST', '/v1/cloudimages/members', 200],
  ['BatchUpdateMembers', 'PUT', '/v1/cloudimages/members', 200],
  ['BatchDeleteMembers', 'DELETE', '/v1/cloudimages/members', 200],
  ['ListImageMembers', 'GET', '/v1/{project_id}/cloudimages/{image_id}/members', 200],
  ['ShowImageMember', 'GET', '/v1/{project_id}/cloudimages/{image_id}/members/{member_id}', 200],
  ['ShowImageQuota', 'GET', '/v1/cloudimages/quota', 200],
  ['ShowJob', 'GET', '/v1/{project_id}/jobs/{job_id}', 200],
  ['ShowJobProgress', 'GET', '/v1/cloudimages/job/{job_id}', 200],
  ['ListOsVersions', 'GET', '/v1/cloudimages/os_version', 200],
  ['AddImageTag', 'POST', '/v2/{project_id}/images/{image_id}/tags', 204],
  ['BatchAddOrDeleteTags', 'POST', '/v2/{project_id}/images/{image_id}/tags/action', 204],
  ['BatchDeleteTags', 'DELETE', '/v1/{project_id}/cloudimages/{image_id}/tags/delete', 204],
  ['DeleteImageTag', 'DELETE', '/v2/{project_id}/images/{image_id}/tags/{key}', 204],
  ['ListImageTags', 'GET', '/v2/{project_id}/images/{image_id}/tags', 200],
  ['ListImagesTags', 'GET', '/v2/{project_id}/images/tags', 200],
  ['ListImageByTags', 'POST', '/v2/{project_id}/images/resource_instances/action', 200],
  ['CreateOrUpdateTags', 'PUT', '/v1/cloudimages/tags', 204],
  ['ListTags', 'GET', '/v1/cloudimages/tags', 200],
  // The document says 300 to the first, at which the SDK gives up.
  ['ListVersions', 'GET', '/', 200],
  // /{version}, of which there are few.
  ['ShowVersion', 'GET', '/v2', 200],
  ['GlanceListImages', 'GET', '/v2/images', 200],
  ['GlanceShowImage', 'GET', '/v2/images/{image_id}', 200],
  ['GlanceUpdateImage', 'PATCH', '/v2/images/{image_id}', 200],
  ['GlanceDeleteImage', 'DELETE', '/v2/images/{image_id}', 204],
  ['GlanceCreateImageMetadata', 'POST', '/v2/images', 201],
  // In the document alone, not in the SDK.
  ['upload', 'PUT', '/v2/images/{image_id}/file', 204],
  ['GlanceAddImageMember', 'POST', '/v2/images/{image_id}/members', 200],
  ['GlanceUpdateImageMember', 'PUT', '/v2/images/{image_id}/members/{member_id}', 200],
  ['GlanceListImageMembers', 'GET', '/v2/images/{image_id}/members', 200],
  ['GlanceShowImageMember', 'GET', '/v2/images/{image_id}/members/{member_id}', 200],
  ['GlanceDeleteImageMember', 'DELETE', '/v2/images/{image_id}/members/{member_id}', 204],
  ['GlanceCreateTag', 'PUT', '/v2/images/{image_id}/tags/{tag}', 204],
  ['GlanceDeleteTag', 'DELETE', '/v2/images/{image_id}/tags/{tag}', 204],
  ['GlanceShowImageSchemas', 'GET', '/v2/schemas/image', 200],
  ['GlanceListImageSchemas', 'GET', '/v2/schemas/images', 200],
  ['GlanceShowImageMemberSchemas', 'GET', '/v2/schemas/member', 200],
  ['GlanceListImageMemberSchemas', 'GET', '/v2/schemas/members', 200],
];

export const endpoints: readonly Endpoint[] = rows.map(([name, method, path, status]) => ({
  name,
  method,
  path,
  status,
}));

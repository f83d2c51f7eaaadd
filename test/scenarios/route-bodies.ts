// A body for each route that is walked: of the right shape, so that it is refused for who asks and not for how.
import { randomUUID } from 'node:crypto';
import type { Route } from '../../src/api/http/route.ts';
import { newHexId, newUuid } from '../../src/lib/ids.ts';

interface Body {
  readonly body: string | null;
  readonly type: string;
}

const json = 'application/json';

/** Keystone wraps what a request is about in the singular of the collection. */
const wrappers: Readonly<Record<string, object>> = {
  domain: { name: 'taken-over' },
  project: { name: 'taken-over' },
  user: { name: 'taken-over', password: 'a new password', original_password: 'a guess' },
  role: { name: 'taken-over' },
  region: { description: 'taken over' },
  service: { type: 'image', name: 'taken-over' },
  endpoint: { url: 'http://taken.over' },
  application_credential: { name: 'taken-over' },
  registered_limit: { default_limit: 1 },
  limit: { resource_limit: 1 },
};

const bodies: Readonly<Record<string, object>> = {
  'POST /v2/images': { name: 'mine' },
  'POST /v2/images/:image_id/members': { member: newHexId() },
  'PUT /v2/images/:image_id/members/:member_id': { status: 'accepted' },
  'POST /v2/images/:image_id/import': { method: { name: 'glance-direct' } },
  'PATCH /v2/cloudimages/:image_id': [{ op: 'replace', path: '/name', value: 'taken over' }],
  'POST /v2/:project_id/images/:image_id/tags': { tag: { key: 'part', value: '' } },
  'POST /v2/:project_id/images/:image_id/tags/action': {
    action: 'create',
    tags: [{ key: 'part', value: '' }],
  },
  'POST /v2/:project_id/images/resource_instances/action': { action: 'filter' },
  'PUT /v1/cloudimages/tags': { image_id: newUuid(), tag: 'part.x' },
  'DELETE /v1/:project_id/cloudimages/:image_id/tags/delete': { tags: [{ key: 'part' }] },
  'POST /v2/tasks': {
    type: 'import',
    input: { import_from: 'http://a.test/', image_properties: {} },
  },
  'POST /v2/metadefs/namespaces': { namespace: `OS::${newHexId()}` },
  'PUT /v2/metadefs/namespaces/:namespace': { namespace: 'OS::Taken' },
  'POST /v2/metadefs/namespaces/:namespace/tags': { tags: [{ name: 'part' }] },
  'PATCH /api/v1/regions/:regionId': { description: 'taken over' },
  'PATCH /api/v1/access-keys/:accessKeyId': { description: 'taken over' },
  'POST /v3.0/OS-CREDENTIAL/credentials': { credential: { user_id: newHexId() } },
  'PUT /v3.0/OS-CREDENTIAL/credentials/:accessKeyId': { credential: { status: 'inactive' } },
  'PUT /v1/cloudimages/:image_id/upload': { image_url: 'disks:mine' },
  'POST /v1/cloudimages/:image_id/file': { bucket_url: 'disks:mine', is_quick_export: true },
  'POST /v2.1/cloudimages/:image_id/file': { bucket_url: 'disks:mine', is_quick_export: true },
  'POST /v1/cloudimages/members': { images: [randomUUID()], projects: [newHexId()] },
  'PUT /v1/cloudimages/members': {
    images: [randomUUID()],
    project_id: newHexId(),
    status: 'accepted',
  },
  'DELETE /v1/cloudimages/members': { images: [randomUUID()], projects: [newHexId()] },
  'POST /v1/cloudimages/:image_id/copy': { name: 'mine' },
  'POST /v2.1/cloudimages/:image_id/copy': { name: 'mine' },
  'POST /v1/cloudimages/:image_id/cross_region_copy': { name: 'mine', region: 'RegionTwo' },
  'POST /api/v1/projects/:projectId/images/:imageId/copies': { name: 'mine' },
  'POST /api/v1/projects/:projectId/servers': {
    name: 'mine',
    flavorId: 's1.small',
    imageId: randomUUID(),
    login: { kind: 'image' },
  },
  'POST /api/v1/projects/:projectId/servers/:serverId/copies': { name: 'mine' },
  'POST /api/v1/projects/:projectId/servers/:serverId/stop': {},
  'POST /api/v1/projects/:projectId/servers/:serverId/reboot': {},
  'POST /api/v1/projects/:projectId/servers/:serverId/os': {
    imageId: randomUUID(),
    login: { kind: 'image' },
  },
  'POST /api/v1/projects/:projectId/servers/:serverId/reinstallation': { login: { kind: 'image' } },
  'POST /api/v1/projects/:projectId/servers/:serverId/disks': { diskId: randomUUID() },
  'POST /api/v1/projects/:projectId/servers/:serverId/images': { name: 'mine' },
  'POST /api/v1/projects/:projectId/servers/deletions': { serverIds: [randomUUID()] },
  'POST /api/v1/projects/:projectId/key-pairs': { name: 'mine' },
  'POST /api/v1/projects/:projectId/disks': { name: 'mine', size: 1 },
  'POST /api/v1/projects/:projectId/disks/:diskId/growth': { size: 2 },
  'POST /api/v1/projects/:projectId/disks/:diskId/images': { name: 'mine' },
  'POST /api/v1/projects/:projectId/disks/deletions': { diskIds: [randomUUID()] },
  'POST /api/v1/projects/:projectId/servers/:serverId/backups': {
    vaultId: randomUUID(),
    name: 'mine',
  },
  'POST /api/v1/projects/:projectId/servers/:serverId/server-images': {
    vaultId: randomUUID(),
    name: 'mine',
  },
  'POST /api/v1/projects/:projectId/vaults': { name: 'mine', capacity: 10 },
  'POST /api/v1/projects/:projectId/backups/:backupId/images': { name: 'mine' },
  'POST /api/v1/projects/:projectId/backups/:backupId/servers': {
    name: 'mine',
    login: { kind: 'image' },
  },
  'POST /api/v1/projects/:projectId/answers/check': { imageIds: [randomUUID()] },
  'POST /api/v1/projects/:projectId/images/uses': { imageIds: [randomUUID()] },
  'POST /v3/services': { service: { type: 'image', name: 'mine' } },
};

/** A definition, by the collection that it is in. */
const definitions: Readonly<Record<string, object>> = {
  properties: { name: 'part', title: 'Part', type: 'string' },
};

function isOwnChange(route: Pick<Route, 'method' | 'path'>): boolean {
  return route.method === 'PATCH' && route.path.startsWith('/api/');
}

export function bodyFor(route: Pick<Route, 'method' | 'path'>): Body {
  const name = `${route.method} ${route.path}`;
  if (name === 'PUT /v2/images/:image_id/file' || name === 'PUT /v2/images/:image_id/stage') {
    return { body: 'bytes', type: 'application/octet-stream' };
  }
  if (name === 'PATCH /v2/images/:image_id') {
    const body = JSON.stringify([{ op: 'replace', path: '/name', value: 'taken over' }]);
    return { body, type: 'application/openstack-images-v2.1-json-patch' };
  }
  if (route.method === 'GET' || (route.method === 'DELETE' && bodies[name] === undefined)) {
    return { body: null, type: json };
  }
  const own = bodies[name] ?? (isOwnChange(route) ? { name: 'taken over' } : undefined);
  if (own !== undefined) return { body: JSON.stringify(own), type: json };
  if (route.path.startsWith('/v2/metadefs/')) {
    const collection = route.path.split('/')[5] ?? '';
    return { body: JSON.stringify(definitions[collection] ?? { name: 'part' }), type: json };
  }
  if (!route.path.startsWith('/v3/')) return { body: null, type: json };
  return { body: JSON.stringify(wrappers), type: json };
}

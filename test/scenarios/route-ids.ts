// Whose id stands at the parameters of a route.
import { randomUUID } from 'node:crypto';
import type { Route } from '../../src/api/http/route.ts';
import { newHexId } from '../../src/lib/ids.ts';

export interface Ids {
  readonly image: string;
  readonly project: string;
  readonly otherProject: string;
  readonly user: string;
  readonly domain: string;
  readonly role: string;
  readonly otherRole: string;
  readonly credential: string;
  readonly accessKey: string;
  readonly service: string;
  readonly endpoint: string;
  readonly region: string;
  readonly namespace: string;
  readonly limit: string;
  readonly registeredLimit: string;
  readonly task: string;
  readonly job: string;
  readonly server: string;
  readonly disk: string;
  readonly vault: string;
  readonly backup: string;
}

/** Ids of nothing. */
export function never(): Ids {
  return {
    image: randomUUID(),
    project: newHexId(),
    otherProject: newHexId(),
    user: newHexId(),
    domain: newHexId(),
    role: newHexId(),
    otherRole: newHexId(),
    credential: newHexId(),
    accessKey: newHexId(),
    service: newHexId(),
    endpoint: newHexId(),
    region: `Region${newHexId()}`,
    namespace: `OS::${newHexId()}`,
    limit: newHexId(),
    registeredLimit: newHexId(),
    task: randomUUID(),
    job: newHexId(),
    server: randomUUID(),
    disk: randomUUID(),
    vault: randomUUID(),
    backup: randomUUID(),
  };
}

/** Whose id stands at a parameter: first by the start of the path, then by the parameter's name. */
const collections: readonly (readonly [string, keyof Ids])[] = [
  ['/v3/domains/', 'domain'],
  ['/v3/projects/', 'project'],
  ['/v3/users/', 'user'],
  ['/v3/roles/', 'role'],
  ['/v3/regions/', 'region'],
  ['/v3/services/', 'service'],
  ['/v3/endpoints/', 'endpoint'],
  ['/v3/registered_limits/', 'registeredLimit'],
  ['/v3/limits/', 'limit'],
];
const named: Readonly<Record<string, keyof Ids>> = {
  image_id: 'image',
  project_id: 'project',
  job_id: 'job',
  imageId: 'image',
  projectId: 'project',
  regionId: 'region',
  accountId: 'domain',
  member_id: 'otherProject',
  userId: 'user',
  roleId: 'role',
  impliedId: 'otherRole',
  credentialId: 'credential',
  accessKeyId: 'accessKey',
  namespace: 'namespace',
  task_id: 'task',
  jobId: 'job',
  serverId: 'server',
  diskId: 'disk',
  vaultId: 'vault',
  backupId: 'backup',
  server_id: 'server',
  volume_id: 'disk',
  vault_id: 'vault',
  backup_id: 'backup',
  // It has its backup's id.
  checkpoint_id: 'backup',
};
/** Names of parts that need not exist: what they are parts of is not to be seen. */
const parts: ReadonlySet<string> = new Set([
  'tag',
  'name',
  'noticeId',
  'key',
  // Below a project that is not the caller's.
  'snapshot_id',
  'keypair_name',
]);
/** The path of a route with ids in it. Throws when nobody has said whose id a parameter is. */
export function fill(route: Route, ids: Ids): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_all, parameter: string) => {
    if (parts.has(parameter)) return parameter === 'noticeId' ? '1' : 'part';
    if (parameter === 'store') return 'default';
    if (parameter === 'role') return 'member';
    const collection = collections.find(([prefix]) => route.path.startsWith(prefix))?.[1];
    const key = parameter === 'id' || parameter === 'targetId' ? collection : named[parameter];
    if (key === undefined) throw new Error(`whose id is :${parameter} of ${route.path}?`);
    return encodeURIComponent(ids[key]);
  });
  return path;
}

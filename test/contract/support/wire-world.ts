// A running service with people and images in every state that the tables of requests ask about.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { readCloud } from './clouds.ts';
import { send, signIn, type HttpAnswer, type HttpClient } from './http-client.ts';
import { startService, type ServiceProcess } from './service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';
import { testRows, type Row as RowOf } from './wire-rows.ts';

type Who = 'owner' | 'recipient' | 'stranger' | 'admin' | 'nobody';
export type Row = RowOf<Who>;

type Call = readonly [method: string, path: string, body?: unknown];
type Headers = Readonly<Record<string, string>>;

export interface World {
  /** Ids of images (queued, shared, private, community, public, protected, deleted, missing) and projects (ownerProject, …), and the url. */
  readonly ids: Map<string, string>;
  readonly ask: (who: Who, call: Call, headers?: Headers) => Promise<HttpAnswer>;
  /** As ask, and the answer must have that status. */
  readonly must: (status: number, who: Who, call: Call, headers?: Headers) => Promise<HttpAnswer>;
  /** Makes an image, with bytes when given, and keeps its id by that name. */
  readonly makeImage: (name: string, who: Who, body: object, data?: Buffer) => Promise<void>;
  /** Makes a test of each row. */
  readonly rows: (list: readonly Row[]) => void;
}

export const imageBytes = Buffer.from(Array.from({ length: 1000 }, (_, index) => index % 251));
export const imageFormats = { disk_format: 'raw', container_format: 'bare' } as const;

/** Makes the world before the tests of the file that calls this, and ends it after them. */
export function useWorld(): World {
  let folder: TemporaryFolder;
  let service: ServiceProcess;
  const people = new Map<Who, HttpClient>();
  const ids = new Map([['missing', '00000000-0000-4000-8000-000000000000']]);
  const world: World = {
    ids,
    ask: async (who, [method, path, body], headers = {}) => {
      const request = { body, headers };
      const client = people.get(who);
      return client === undefined
        ? await send(service.url, method, path, request)
        : await client.request(method, path, request);
    },
    must: async (status, who, call, headers) => {
      const answer = await world.ask(who, call, headers);
      assert.equal(answer.status, status, answer.bytes.toString('utf8'));
      return answer;
    },
    makeImage: async (name, who, body, data) => {
      const { json } = await world.must(201, who, ['POST', '/v2/images', body]);
      const id = String(json?.['id']);
      ids.set(name, id);
      if (data !== undefined) await world.must(204, who, ['PUT', `/v2/images/${id}/file`, data]);
    },
    rows: (list) => testRows<Who>(world.ask, ids, list),
  };

  before(async () => {
    folder = await temporaryFolder();
    service = await startService({ data: join(folder.path, 'data') });
    ids.set('url', service.url);
    for (const who of ['owner', 'recipient', 'admin'] as const) {
      people.set(who, await signIn(service.url, await readCloud(service.clouds, who)));
    }
    people.set('stranger', await makeStranger(world, service.url));
    for (const [who, { projectId }] of people) ids.set(`${who}Project`, projectId);
    await makeImages(world);
  });

  after(async () => {
    try {
      await service.stop();
    } finally {
      await folder.remove();
    }
  });
  return world;
}

async function makeImages({ makeImage }: World): Promise<void> {
  await makeImage('queued', 'owner', { name: 'queued' });
  await makeImage('shared', 'owner', { name: 'shared', ...imageFormats }, imageBytes);
  for (const [visibility, who] of [
    ['private', 'owner'],
    ['community', 'owner'],
    ['public', 'admin'],
  ] as const) {
    await makeImage(visibility, who, { name: visibility, visibility, ...imageFormats }, imageBytes);
  }
  await makeImage('protected', 'owner', { name: 'protected', protected: true });
  await makeImage('deleted', 'owner', { name: 'deleted' });
}

/** Somebody of another project whom nobody has offered anything. */
async function makeStranger(world: World, url: string): Promise<HttpClient> {
  const made = async (path: string, body: object): Promise<string> => {
    const { json } = await world.must(201, 'admin', ['POST', path, body]);
    const [resource] = Object.values(json ?? {}) as { id: string }[];
    return resource?.id ?? '';
  };
  const password = 'Wire-test-1';
  const project = await made('/v3/projects', { project: { name: 'elsewhere' } });
  const user = await made('/v3/users', { user: { name: 'stranger', password } });
  const { json } = await world.must(200, 'admin', ['GET', '/v3/roles?name=member']);
  const [role] = (json?.['roles'] ?? []) as { id: string }[];
  const grant = `/v3/projects/${project}/users/${user}/roles/${role?.id}`;
  await world.must(204, 'admin', ['PUT', grant]);
  const where = { domainName: 'Default', projectName: 'elsewhere' };
  return await signIn(url, { userName: 'stranger', password, ...where });
}

// What is being done to servers and disks when the service dies, each with what must be so afterwards if it was finished, and if it was undone.
import assert from 'node:assert/strict';
import {
  createDisk,
  showServer,
  type ShownDisk,
  type ShownServer,
} from '../contract/support/machines.ts';
import type { ProjectApi, ShownJob } from '../contract/support/project-api.ts';
import type { Random } from './random.ts';

export interface Machines {
  readonly api: ProjectApi;
  /** Disks without a system, on which servers run nothing but firmware; and one with words on it. */
  readonly images: { readonly blank: string; readonly other: string; readonly words: string };
  /** Two images with a system that one can sign in to. */
  readonly systems: readonly [string, string];
  readonly login: object;
  /** A server with a system, which the test signs in to. */
  readonly witness: string;
}

export interface Attempt {
  /** Resolves when the service has acknowledged it. */
  begin(): Promise<{ readonly jobId: string }>;
  /** Fails unless all of it has happened. */
  finished(begun: { readonly jobId: string }): Promise<void>;
  /** Fails unless everything is as if it had never been begun, but for the reason. */
  undone(job: ShownJob): Promise<void>;
}

type Act = (machines: Machines, random: Random) => Promise<Attempt>;

/** Servers of firmware with an empty disk and one with words, two at once. */
export const newServers = ({ images }: Machines) => ({
  name: 'fodder',
  count: 2,
  flavorId: 's1.small',
  imageId: images.blank,
  login: { kind: 'image' },
  dataDisks: [{ size: 1 }, { size: 1, imageId: images.words }],
});

async function create(machines: Machines): Promise<Attempt> {
  const { api } = machines;
  const before = await serverIds(api);
  return {
    begin: async () => await api.ask('POST', '/servers', newServers(machines)),
    async finished(begun) {
      const { serverIds: made } = begun as { jobId: string; serverIds: readonly string[] };
      assert.equal(made.length, 2);
      for (const id of made) {
        const { status, disks } = await showServer(api, id);
        assert.deepEqual([status, disks.length], ['running', 3]);
      }
    },
    async undone() {
      for (const id of await serverIds(api)) {
        if (before.includes(id)) continue;
        const { status, disks, problem } = await showServer(api, id);
        assert.deepEqual([status, disks.length], ['error', 0]);
        assert.ok(problem);
      }
    },
  };
}

/** Another system for a server, which is the image that it has not. */
function changeOs(choose: (machines: Machines, random: Random) => Promise<string>): Act {
  return async (machines, random) => {
    const { api, images, systems, login } = machines;
    const before = await showServer(api, await choose(machines, random));
    const isWitness = before.id === machines.witness;
    const candidates = isWitness ? systems : [images.blank, images.other];
    const imageId = candidates.find((id) => id !== before.image.imageId) ?? '';
    const how = isWitness ? login : { kind: 'image' };
    const change = { imageId, login: how, stopNow: true };
    const fixed = ({ mac, ssh, disks }: ShownServer) => [
      mac,
      ssh,
      disks.filter(({ kind }) => kind === 'data').map(({ id }) => id),
    ];
    const systemDisk = ({ disks }: ShownServer) => disks.find(({ kind }) => kind === 'system')?.id;
    return {
      begin: async () => await api.ask('POST', `/servers/${before.id}/os`, change),
      async finished() {
        const server = await showServer(api, before.id);
        assert.deepEqual([server.status, server.image.imageId], ['running', imageId]);
        assert.deepEqual(fixed(server), fixed(before));
        assert.notEqual(systemDisk(server), systemDisk(before));
      },
      async undone() {
        const server = await showServer(api, before.id);
        assert.equal(server.image.imageId, before.image.imageId);
        assert.deepEqual(fixed(server), fixed(before));
        assert.equal(systemDisk(server), systemDisk(before));
      },
    };
  };
}

async function attach(machines: Machines, random: Random): Promise<Attempt> {
  const { api, images } = machines;
  const serverId = random.chance(0.5) ? machines.witness : await anyFodder(machines, random);
  const source = random.chance(0.5) ? { imageId: images.words } : {};
  const disk = await createDisk(api, { name: 'loose', size: 1, ...source });
  return {
    begin: async () => await api.ask('POST', `/servers/${serverId}/disks`, { diskId: disk.id }),
    async finished() {
      const { status, server } = await showDisk(api, disk.id);
      assert.deepEqual([status, server?.id], ['in-use', serverId]);
    },
    async undone() {
      assert.equal((await showDisk(api, disk.id)).status, 'available');
    },
  };
}

/** From a system that lets go of disks; firmware alone does not. */
async function detach({ api, witness }: Machines): Promise<Attempt> {
  const disk = await createDisk(api, { name: 'loose', size: 1 });
  await api.finish('POST', `/servers/${witness}/disks`, { diskId: disk.id });
  return {
    begin: async () => await api.ask('DELETE', `/servers/${witness}/disks/${disk.id}`),
    async finished() {
      assert.equal((await showDisk(api, disk.id)).status, 'available');
    },
    async undone() {
      const { status, server } = await showDisk(api, disk.id);
      assert.deepEqual([status, server?.id], ['in-use', witness]);
    },
  };
}

async function capture(machines: Machines, random: Random): Promise<Attempt> {
  const { api, witness } = machines;
  const [path, kind] = random.pick([
    [`/servers/${witness}`, 'system'],
    [`/servers/${await anyFodder(machines, random)}`, 'system'],
    [`/disks/${await anyDataDisk(api, random)}`, 'data'],
  ] as const) ?? ['', ''];
  let imageId = '';
  return {
    async begin() {
      const begun = await api.ask<{ jobId: string; imageId: string }>('POST', `${path}/images`, {
        name: 'captured',
      });
      ({ imageId } = begun);
      return begun;
    },
    async finished() {
      const image = await api.ask<{ status: string; kind: string; size: number }>(
        'GET',
        `/images/${imageId}`,
      );
      assert.deepEqual([image.status, image.kind], ['active', kind]);
      assert.ok(image.size > 0);
    },
    async undone() {
      const [status] = await api.refused('GET', `/images/${imageId}`);
      assert.equal(status, 404);
    },
  };
}

async function remove(machines: Machines, random: Random): Promise<Attempt> {
  const { api } = machines;
  const id = await anyFodder(machines, random);
  const wanted = { serverIds: [id], deleteDisks: random.chance(0.5) };
  return {
    begin: async () => await api.ask('POST', '/servers/deletions', wanted),
    async finished() {
      assert.deepEqual(await api.refused('GET', `/servers/${id}`), [404, 'server.not-found']);
    },
    async undone() {
      const { task } = await showServer(api, id);
      assert.equal(task, null);
    },
  };
}

export const acts = {
  create,
  'change OS': changeOs(anyFodder),
  "change the witness's OS": changeOs(async ({ witness }) => witness),
  attach,
  detach,
  capture,
  delete: remove,
} satisfies Record<string, Act>;
export type ActName = keyof typeof acts;

async function serverIds(api: ProjectApi): Promise<string[]> {
  const { items } = await api.ask<{ items: ShownServer[] }>('GET', '/servers?limit=100');
  return items.map(({ id }) => id);
}

async function anyFodder({ api }: Machines, random: Random): Promise<string> {
  const query = '/servers?limit=100&search=fodder&status=running';
  const { items } = await api.ask<{ items: ShownServer[] }>('GET', query);
  const server = random.pick(items);
  assert.ok(server, 'a server runs');
  return server.id;
}

async function anyDataDisk(api: ProjectApi, random: Random): Promise<string> {
  const { items } = await api.ask<{ items: ShownDisk[] }>('GET', '/disks?limit=100&kind=data');
  const disk = random.pick(items.filter(({ status }) => status === 'in-use'));
  assert.ok(disk, 'a disk is attached');
  return disk.id;
}

async function showDisk(api: ProjectApi, id: string): Promise<ShownDisk> {
  return await api.ask('GET', `/disks/${id}`);
}

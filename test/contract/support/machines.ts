// Servers, disks and their images over our own API, as far as tests look at them.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { ProjectApi, ShownJob, ShownProblem } from './project-api.ts';
import { waitUntil } from './wait-until.ts';

export interface ShownServer {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly task: string | null;
  readonly image: { readonly imageId: string; readonly usable: boolean };
  readonly mac: string;
  readonly address: string;
  readonly ssh: { readonly host: string; readonly port: number } | null;
  readonly disks: readonly {
    readonly id: string;
    readonly kind: 'system' | 'data';
    /** GiB. */
    readonly size: number;
    readonly device: string | null;
  }[];
  readonly problem: ShownProblem | null;
  readonly job: ShownJob | null;
}

export interface ShownDisk {
  readonly id: string;
  readonly name: string;
  readonly kind: 'system' | 'data';
  readonly status: string;
  readonly server: { readonly id: string; readonly device: string | null } | null;
  readonly problem: ShownProblem | null;
}

interface Notice {
  readonly kind: string;
  readonly imageId: string;
  readonly affected: {
    readonly servers: readonly { readonly id: string; readonly name: string }[];
    readonly disks: readonly { readonly id: string; readonly name: string }[];
    readonly more: number;
  } | null;
}

export interface ImageRecord {
  readonly name: string;
  readonly kind: 'system' | 'data';
  readonly diskFormat: 'raw' | 'qcow2';
}

/** Makes an image of a file. */
export async function uploadImage(
  api: ProjectApi,
  record: ImageRecord,
  file: string,
): Promise<string> {
  const { id } = await api.ask<{ id: string }>('POST', '/images', record);
  await api.ask('PUT', `/images/${id}/file`, await readFile(file));
  return id;
}

/** Offers images to another project, which accepts them. */
export async function shareAndAccept(
  from: ProjectApi,
  to: ProjectApi,
  imageIds: readonly string[],
): Promise<void> {
  const share = { imageIds, projectIds: [to.projectId] };
  assertNoProblem(await from.ask('POST', '/shares', share));
  assertNoProblem(await to.ask('POST', '/answers', { imageIds, answer: 'accepted' }));
}

/** Takes images back from everybody. */
export async function withdraw(from: ProjectApi, imageIds: readonly string[]): Promise<void> {
  assertNoProblem(await from.ask('POST', '/withdrawals', { imageIds }));
}

function assertNoProblem({ results }: { results: readonly { problem?: ShownProblem }[] }): void {
  assert.deepEqual(
    results.flatMap(({ problem }) => problem ?? []),
    [],
  );
}

export interface NewServers {
  readonly name: string;
  readonly imageId: string;
  readonly login: object;
  readonly count?: number;
  readonly flavorId?: string;
  readonly diskSize?: number;
  readonly dataDisks?: readonly object[];
}

/** Creates servers and waits until they run. */
export async function createServers(api: ProjectApi, servers: NewServers): Promise<ShownServer[]> {
  const wanted = { flavorId: 's1.small', ...servers };
  const begun = await api.finish<{ jobId: string; serverIds: string[] }>(
    'POST',
    '/servers',
    wanted,
  );
  return await Promise.all(begun.serverIds.map(async (id) => await running(api, id)));
}

/** The server, which must be running with nothing being done to it. */
export async function running(api: ProjectApi, id: string): Promise<ShownServer> {
  const server = await showServer(api, id);
  assert.deepEqual([server.status, server.task], ['running', null], JSON.stringify(server));
  return server;
}

export async function showServer(api: ProjectApi, id: string): Promise<ShownServer> {
  return await api.ask('GET', `/servers/${id}`);
}

/** Creates one disk and waits until it is there. */
export async function createDisk(api: ProjectApi, disk: object): Promise<ShownDisk> {
  const { diskIds } = await api.finish<{ jobId: string; diskIds: string[] }>(
    'POST',
    '/disks',
    disk,
  );
  assert.equal(diskIds.length, 1);
  return await api.ask('GET', `/disks/${diskIds[0]}`);
}

/** Attaches a disk and returns where Linux finds it, such as /dev/vdb. */
export async function attachDisk(
  api: ProjectApi,
  serverId: string,
  diskId: string,
): Promise<string> {
  await api.finish('POST', `/servers/${serverId}/disks`, { diskId });
  const { device } = (await api.ask<ShownDisk>('GET', `/disks/${diskId}`)).server ?? {};
  assert.ok(device, 'an attached disk has a device');
  return device;
}

/** Makes an image of a server's system disk or of a disk (`path` is /servers/… or /disks/…) and waits until it is active. */
export async function captureImage(api: ProjectApi, path: string, name: string): Promise<string> {
  const { imageId } = await api.finish<{ jobId: string; imageId: string }>(
    'POST',
    `${path}/images`,
    { name },
  );
  const { status } = await api.ask<{ status: string }>('GET', `/images/${imageId}`);
  assert.equal(status, 'active');
  return imageId;
}

/** The notices of one kind about an image. */
export async function noticesOf(
  api: ProjectApi,
  kind: string,
  imageId: string,
): Promise<readonly Notice[]> {
  const { items } = await api.ask<{ items: Notice[] }>('GET', '/notices?limit=100');
  return items.filter((notice) => notice.kind === kind && notice.imageId === imageId);
}

/** Waits until the serial console of the server's run has said something; returns all that it has said. */
export async function logWith(
  api: ProjectApi,
  serverId: string,
  pattern: RegExp,
  seconds = 120,
): Promise<string> {
  return await waitUntil(`server ${serverId} says ${String(pattern)}`, seconds, async () => {
    const { text } = await api.ask<{ text: string }>('GET', `/servers/${serverId}/log`);
    return pattern.test(text) ? text : undefined;
  });
}

/** Deletes all servers with their disks, then all other disks. */
export async function deleteAll(api: ProjectApi): Promise<void> {
  const idsAt = async (path: string): Promise<string[]> =>
    (await api.ask<{ items: { id: string }[] }>('GET', path)).items.map(({ id }) => id);
  const serverIds = await idsAt('/servers?limit=100');
  if (serverIds.length > 0) {
    await api.finish('POST', '/servers/deletions', { serverIds, deleteDisks: true });
  }
  const diskIds = await idsAt('/disks?limit=100');
  if (diskIds.length > 0) await api.finish('POST', '/disks/deletions', { diskIds });
}

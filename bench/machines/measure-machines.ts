// How long it takes from accepting an image to the first words of a machine made from it, and what the disk's part of that is: for images of
// several sizes, one machine and ten, beside copying the image as qemu-img does it.
import { link, mkdir, rm, stat } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { QemuEngine } from '../../src/drivers/engine/qemu/qemu-engine.ts';
import type { Engine } from '../../src/drivers/engine/engine.ts';
import { deleteAll, logWith, type ShownServer } from '../../test/contract/support/machines.ts';
import { projectApi, type ProjectApi } from '../../test/contract/support/project-api.ts';
import { mustRun } from '../../test/contract/support/run-command.ts';
import { startService } from '../../test/contract/support/service-process.ts';
import { temporaryFolder } from '../../test/contract/support/temporary-folder.ts';
import { describeAccord, describeMachine } from '../speed/machine.ts';
import { makeImageFiles, type ImageFile } from './images.ts';

export const rounds = 3;
export const many = 10;
/** Milliseconds between two looks at a log. */
const lookEvery = 5;
/** No machine takes as long to say something, in seconds. */
const patience = 120;

export interface ImageFindings {
  readonly title: string;
  /** Seconds from the accepting request to the first bytes on the serial console: each round of one machine. */
  readonly one: readonly number[];
  /** The same for each of many that one call makes. */
  readonly many: readonly number[];
  /** Seconds until its system says that it is ready, one machine. */
  readonly ready: readonly number[];
  /** Seconds that the engine takes for each of as many disks. */
  readonly disks: readonly number[];
  /** Seconds for one copy by qemu-img, and its bytes on disk. */
  readonly copy: number;
  readonly copyBytes: number;
  /** Bytes on disk that the many machines have taken when all are ready, the image's own not counted. */
  readonly manyBytes: number;
}

export interface MachineFindings {
  readonly machine: readonly string[];
  readonly images: readonly ImageFindings[];
}

interface Bench {
  readonly url: string;
  readonly folder: string;
  readonly data: string;
  readonly owner: ProjectApi;
  readonly recipient: ProjectApi;
  readonly engine: Engine;
}

/**
 * @param log gets a line for each step @param small only the smallest image. Starts a service and an engine of its own, and ends them with
 * all their machines.
 */
export async function measureMachines(
  log: (line: string) => void,
  small: boolean,
): Promise<MachineFindings> {
  const folder = await temporaryFolder();
  try {
    const machine = [...(await describeMachine(folder.path)), await describeAccord()];
    log('Writing images.');
    const files = await makeImageFiles(folder.path, small);
    const service = await startService({ data: join(folder.path, 'data') });
    const engine = await QemuEngine.open({
      folder: join(folder.path, 'engine'),
      accelerator: 'tcg',
      uids: { first: 400_000, count: 1000 },
      log,
    });
    try {
      const bench = {
        url: service.url,
        folder: folder.path,
        data: service.data,
        owner: await projectApi(service, 'owner'),
        recipient: await projectApi(service, 'recipient'),
        engine,
      };
      // Both look at the machine when they are first asked; that is no part of what is measured.
      await engine.status();
      const runsBy = await describeEngine(bench);
      const images: ImageFindings[] = [];
      for (const file of files) images.push(await measureImage(bench, file, log));
      return { machine: [...machine, runsBy], images };
    } finally {
      await engine.close();
      await service.stop();
    }
  } finally {
    await folder.remove();
  }
}

async function describeEngine({ recipient }: Bench): Promise<string> {
  const { version, accelerator } = await recipient.ask<Record<string, string>>('GET', '/engine');
  return `${version}, by ${accelerator === 'kvm' ? 'KVM' : 'TCG, which is emulation'}`;
}

async function measureImage(
  bench: Bench,
  image: ImageFile,
  log: (line: string) => void,
): Promise<ImageFindings> {
  log(`${image.title}: uploading.`);
  const { id, blob, digest } = await upload(bench, image);
  log(`${image.title}: disks, and a copy.`);
  const disks = await measureDisks(bench, image, blob, digest);
  const { copy, copyBytes } = await measureCopy(bench, image, blob);
  const one: number[] = [];
  const ready: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    log(`${image.title}: one machine, round ${round} of ${rounds}.`);
    const { first, all } = await measureRun(bench, id, 1);
    one.push(...first);
    ready.push(all);
    await deleteAll(bench.recipient);
  }
  log(`${image.title}: ${many} machines.`);
  const { first } = await measureRun(bench, id, many);
  const manyBytes = await bytesOf(
    ['disks', 'servers'].map((name) => join(bench.data, 'engine', name)),
  );
  await deleteAll(bench.recipient);
  await bench.owner.ask('DELETE', `/images/${id}`);
  await rm(image.file);
  return { title: image.title, one, many: first, ready, disks, copy, copyBytes, manyBytes };
}

/** Makes an image of the file, offers it, and finds its bytes in the store. */
async function upload({ url, data, owner, recipient }: Bench, { format, file, title }: ImageFile) {
  const record = { name: title, kind: 'system', diskFormat: format };
  const { id } = await owner.ask<{ id: string }>('POST', '/images', record);
  await send(url, owner, `/images/${id}/file`, file);
  const { sha256 } = await owner.ask<{ sha256: string }>('GET', `/images/${id}`);
  await owner.ask('POST', '/shares', { imageIds: [id], projectIds: [recipient.projectId] });
  return { id, digest: sha256, blob: join(data, 'images', 'blobs', sha256.slice(0, 2), sha256) };
}

/** Sends a file, however long that takes: `fetch` would give up on an answer that comes minutes after the request began. */
async function send(url: string, by: ProjectApi, path: string, file: string): Promise<void> {
  const target = `${url}/api/v1/projects/${by.projectId}${path}`;
  const authorization = `Authorization: Bearer ${by.client.token}`;
  await mustRun(
    'curl',
    ['--fail', '--silent', '--show-error', '-H', authorization, '-T', file, target],
    {
      seconds: 900,
    },
  );
}

/** Makes disks upon the bytes one after the other; only the first brings them. */
async function measureDisks(
  { engine }: Bench,
  { format, virtualSize }: ImageFile,
  blob: string,
  digest: string,
): Promise<number[]> {
  const base = { digest, format, bring: async (file: string) => await link(blob, file) };
  const ids = Array.from({ length: many }, () => randomUUID());
  const seconds: number[] = [];
  for (const id of ids) {
    const began = performance.now();
    await engine.makeDisk({ id, bytes: virtualSize, base });
    seconds.push((performance.now() - began) / 1000);
  }
  for (const id of ids) await engine.dropDisk(id);
  await engine.dropBase(digest);
  return seconds;
}

async function measureCopy({ folder }: Bench, { format }: ImageFile, blob: string) {
  const copies = join(folder, 'copies');
  await mkdir(copies);
  const began = performance.now();
  const target = join(copies, 'copy.qcow2');
  await mustRun('qemu-img', ['convert', '-f', format, '-O', 'qcow2', blob, target], {
    seconds: 300,
  });
  const copy = (performance.now() - began) / 1000;
  const copyBytes = await bytesOf([copies]);
  await rm(copies, { recursive: true });
  return { copy, copyBytes };
}

/** Accepts the image and creates machines from it. Returns after how many seconds each had said something, and all were ready. */
async function measureRun({ data, recipient }: Bench, imageId: string, count: number) {
  const answer = { imageIds: [imageId], answer: 'rejected' };
  await recipient.ask('POST', '/answers', answer);
  const began = performance.now();
  await recipient.ask('POST', '/answers', { ...answer, answer: 'accepted' });
  const wanted = { name: 'bench', count, flavorId: 's1.small', imageId, login: { kind: 'image' } };
  const { serverIds, jobId } = await recipient.ask<{ serverIds: string[]; jobId: string }>(
    'POST',
    '/servers',
    wanted,
  );
  const first = await Promise.all(
    serverIds.map(async (id) => {
      await firstWords(join(data, 'engine', 'servers', id, 'serial.log'));
      return (performance.now() - began) / 1000;
    }),
  );
  await Promise.all(
    serverIds.map(async (id) => await logWith(recipient, id, /accord-image: ready/, patience)),
  );
  const all = (performance.now() - began) / 1000;
  const job = await recipient.ended(jobId);
  const servers = await Promise.all(
    serverIds.map(async (id) => await recipient.ask<ShownServer>('GET', `/servers/${id}`)),
  );
  if (job.status !== 'succeeded' || servers.some(({ status }) => status !== 'running')) {
    throw new Error(`not all run: ${JSON.stringify(job)}`);
  }
  return { first, all };
}

/** Looks at the file itself: to ask for it would take from the machines what they need to get there. */
async function firstWords(file: string): Promise<void> {
  const deadline = performance.now() + patience * 1000;
  while (performance.now() < deadline) {
    const size = await stat(file).then(
      (found) => found.size,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return 0;
        throw error;
      },
    );
    if (size > 0) return;
    await pause(lookEvery);
  }
  throw new Error(`${file} stays empty`);
}

/** What they take on disk, files with several names once. */
async function bytesOf(folders: readonly string[]): Promise<number> {
  const lines = await mustRun('du', ['--block-size=1', '--total', '--summarize', ...folders]);
  return Number.parseInt(lines.trim().split('\n').at(-1) ?? '', 10);
}

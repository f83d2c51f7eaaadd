// For tests of imports: a service with stores, an owner of images and an operator, and short words for what they do.
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import type { TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { serveWeb } from '../../bytes/web-server.fixture.ts';
import type { Context } from '../../context.ts';
import { Fault, type FaultKind } from '../../fault.ts';
import type { Settings } from '../../settings.ts';
import { createImage } from '../create-image.ts';
import { findImage } from '../find-image.ts';
import type { SeenImage } from '../image.ts';
import { openBytes } from '../read-bytes.ts';
import type { ImportTask } from './import-task.ts';
import { listTasksOfImage } from './read-tasks.ts';
import { stageImage } from './stage-image.ts';
import { startImport, type ImportRequest } from './start-import.ts';

export async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export function fault(kind: FaultKind) {
  return (error: unknown): boolean => error instanceof Fault && error.kind === kind;
}

export function request(method: ImportRequest['method'], changes: Partial<ImportRequest> = {}) {
  return {
    type: 'api_image_import',
    method,
    source: null,
    stores: null,
    allMustSucceed: true,
    input: { method: { name: method } },
    ...changes,
  } satisfies ImportRequest;
}

export async function setUp(
  t: TestContext,
  stores: readonly string[] = ['cheap', 'fast'],
  settings: Partial<Settings> = {},
) {
  const service = await testService(t, settings, stores);
  const { context } = service;
  const { actor } = await service.person();
  const { actor: admin } = await service.person({ role: 'admin' });
  const formats = { diskFormat: 'raw', containerFormat: 'bare' } as const;
  const create = async (changes = {}) =>
    (await createImage(context, actor, { ...formats, ...changes })).id;
  const stage = async (id: string, bytes: Uint8Array) =>
    await stageImage(context, actor, id, inOnePiece(bytes));
  const begin = async (id: string, asked: ImportRequest): Promise<ImportTask> => {
    const by = asked.method === 'copy-image' ? admin : actor;
    return (await startImport(context, by, id, asked)) ?? assert.fail('nothing to do');
  };
  const show = async (id: string): Promise<SeenImage> =>
    await findImage(context, context.db, actor, id, 'image.show');
  const bytesOf = async (id: string): Promise<Buffer | null> => {
    const { blob } = await openBytes(context, actor, id);
    if (blob === null) return null;
    try {
      return await blob.handle.readFile();
    } finally {
      await blob.close();
    }
  };
  const taskOf = async (id: string) =>
    (await listTasksOfImage(context, actor, id))[0] ?? assert.fail('no task');
  const runJobs = async (): Promise<void> => await service.runJobs();
  return { context, actor, admin, create, stage, begin, show, bytesOf, taskOf, runJobs };
}

export async function digestsIn(context: Context, store: string): Promise<string[]> {
  return await Array.fromAsync(context.stores.get(store).digests());
}

export async function setUpWeb(t: TestContext, listener: RequestListener) {
  const web = await serveWeb(t, listener);
  const world = await setUp(t, ['cheap', 'fast'], { importAllow: [web.hostPort] });
  const download = (changes: Partial<ImportRequest> = {}) =>
    request('web-download', { source: `${web.url}/image?token=secret`, ...changes });
  return { ...world, download, release: (): void => assert.fail('nobody has asked') };
}

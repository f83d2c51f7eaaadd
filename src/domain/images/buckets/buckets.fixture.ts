// For tests: a service with a bucket, an owner of images, and short words for what goes on between them.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import type { Bucket } from '../../../drivers/bucket/bucket.ts';
import { Buckets } from '../../../drivers/bucket/buckets.ts';
import { taskHandlers } from '../../../tasks.ts';
import type { Context } from '../../context.ts';
import { Fault } from '../../fault.ts';
import { showJob } from '../../jobs/show-job.ts';
import type { Settings } from '../../settings.ts';
import { createImage } from '../create-image.ts';
import { findImage } from '../find-image.ts';
import type { SeenImage } from '../image.ts';
import { listImages } from '../list-images.ts';
import { openBytes } from '../read-bytes.ts';
import { uploadBytes } from '../upload-bytes.ts';
import type { BucketJob } from './bucket-job.ts';
import { createFromBucket, type BucketImage } from './create-from-bucket.ts';
import { registerObject } from './register-object.ts';

export function faultOf(code: string) {
  return (error: unknown): boolean => error instanceof Fault && error.code === code;
}

export async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

export async function setUp(t: TestContext, settings: Partial<Settings> = {}) {
  const service = await testService(t, settings, ['default'], ['disks']);
  const { context } = service;
  const { actor, project } = await service.person();
  const pathOf = (key: string): string => join(service.bucketFolder('disks'), key);
  const put = async (key: string, bytes: Uint8Array): Promise<void> => {
    await mkdir(dirname(pathOf(key)), { recursive: true });
    await writeFile(pathOf(key), bytes);
  };
  const create = async (source: string, changes: Partial<BucketImage['image']> = {}) =>
    await createFromBucket(context, actor, {
      source,
      image: { name: 'made', visibility: 'private', ...changes },
      properties: { __root_origin: 'file' },
    });
  const register = async (imageId: string, source: string) =>
    await registerObject(context, actor, imageId, {
      source,
      properties: { __data_origin: `file,${source}` },
    });
  const show = async (imageId: string): Promise<SeenImage> =>
    await findImage(context, context.db, actor, imageId, 'image.show');
  return {
    context,
    actor,
    projectId: project.id,
    service,
    put,
    create,
    register,
    show,
    objectAt: async (key: string): Promise<Buffer> => await readFile(pathOf(key)),
    job: async (id: string): Promise<BucketJob> => (await showJob(context, actor, id)) as BucketJob,
    /** A queued image. */
    queue: async (changes = {}) =>
      (await createImage(context, actor, { name: 'queued', ...changes })).id,
    /** An active image of bytes. */
    upload: async (bytes: Uint8Array, changes = {}): Promise<string> => {
      const formats = { diskFormat: 'raw', containerFormat: 'bare' } as const;
      const { id } = await createImage(context, actor, { ...formats, ...changes });
      await uploadBytes(context, actor, id, inOnePiece(bytes));
      return id;
    },
    bytesOf: async (imageId: string): Promise<Buffer> => {
      const { blob } = await openBytes(context, actor, imageId);
      assert.ok(blob !== null);
      try {
        return await blob.handle.readFile();
      } finally {
        await blob.close();
      }
    },
    names: async (): Promise<(string | null)[]> =>
      (await listImages(context, actor, { limit: 100 })).map(({ name }) => name),
    runJobs: async (): Promise<void> => await service.runJobs(),
  };
}

/** One attempt at a job by the process of `context`. */
export async function attempt(
  context: Context,
  jobId: string,
  signal = new AbortController().signal,
): Promise<void> {
  await taskHandlers(context)['run-byte-job']({ jobId }, signal);
}

/** The bucket of `context`, whose objects give a chunk and then wait: `arrived` when that is so, until `release`. */
export function slowed(context: Context, projectId: string) {
  const real = context.buckets.forProject('disks', projectId) ?? assert.fail();
  const arrived = Promise.withResolvers<void>();
  const released = Promise.withResolvers<void>();
  const bucket: Bucket = {
    accepts: (key) => real.accepts(key),
    put: async (key, owner, source) => await real.put(key, owner, source),
    async read(key) {
      const object = await real.read(key);
      if (object === null) return null;
      const bytes = async function* (signal: AbortSignal): AsyncGenerator<Uint8Array> {
        const ended = new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
        });
        for await (const chunk of object.bytes(signal)) {
          yield chunk;
          arrived.resolve();
          await Promise.race([released.promise, ended]);
        }
      };
      return { size: object.size, bytes, close: async () => await object.close() };
    },
  };
  const buckets = new Buckets(new Map([['disks', { bucket, projects: null }]]));
  return {
    context: { ...context, buckets },
    arrived: arrived.promise,
    release: (): void => released.resolve(),
  };
}

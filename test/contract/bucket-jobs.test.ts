// Jobs between images and buckets, cut off by a kill -9 in their midst: the next start takes them up, and clients that poll see them end.
import assert from 'node:assert/strict';
import { mkdir, open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readCloud } from './support/clouds.ts';
import { signIn, type HttpClient } from './support/http-client.ts';
import { startService } from './support/service-process.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { waitUntil } from './support/wait-until.ts';

/** Bytes: what takes long enough to be cut off. The disk is empty, and takes no room in the bucket. */
const size = 192 * 1_048_576;

interface Job {
  readonly status: string;
  readonly fail_reason: string | null;
  readonly entities: { readonly image_id: string };
}

async function begin(client: HttpClient, path: string, body: object): Promise<string> {
  const { status, json } = await client.request('POST', path, { body });
  assert.equal(status, 200, JSON.stringify(json));
  return String(json?.['job_id']);
}

async function reach(client: HttpClient, jobId: string, status: string): Promise<Job> {
  return await waitUntil(`job ${jobId} is ${status}`, 120, async () => {
    const { json } = await client.request('GET', `/v1/cloudimages/job/${jobId}`);
    const job = json as unknown as Job;
    assert.notEqual(job.status, 'FAIL', job.fail_reason ?? '');
    return job.status === status ? job : undefined;
  });
}

test('creation and export go on after a kill -9', async (t) => {
  const folder = await temporaryFolder();
  const bucket = join(folder.path, 'bucket');
  await mkdir(bucket);
  const disk = await open(join(bucket, 'disk'), 'w');
  await disk.truncate(size);
  await disk.close();
  const options = { data: join(folder.path, 'data'), env: { ACCORD_BUCKETS: `disks=${bucket}` } };
  let service = await startService(options);
  t.after(async () => {
    try {
      await service.stop();
    } finally {
      await folder.remove();
    }
  });
  let client = await signIn(service.url, await readCloud(service.clouds, 'owner'));
  const again = async (): Promise<void> => {
    await service.kill();
    service = await startService(options);
    client = await signIn(service.url, await readCloud(service.clouds, 'owner'));
  };

  const created = await begin(client, '/v2/cloudimages/action', {
    name: 'disk',
    image_url: 'disks:disk',
    min_disk: 40,
  });
  await reach(client, created, 'RUNNING');
  await again();
  const { image_id: id } = (await reach(client, created, 'SUCCESS')).entities;
  const image = await client.request('GET', `/v2/images/${id}`);
  assert.deepEqual([image.json?.['status'], image.json?.['size']], ['active', size]);

  const exported = await begin(client, `/v1/cloudimages/${id}/file`, {
    bucket_url: 'disks:out/disk',
    is_quick_export: true,
  });
  await reach(client, exported, 'RUNNING');
  await again();
  await reach(client, exported, 'SUCCESS');
  assert.equal((await stat(join(bucket, 'out', 'disk'))).size, size);
  assert.deepEqual(await readdir(join(bucket, '.accord')), []);
});

// The calls of Huawei Cloud's Terraform provider for its two resources of sharing: the share, which its sender applies, changes and destroys, and the
// acceptance, which its recipient applies and destroys. They are signed as the provider's SDK for Go does it: neither host nor project is
// signed, the project is added afterwards. It takes a status other than 200, and a job that ends otherwise than SUCCESS, for a failure.
// Source: terraform-provider-huaweicloud and golangsdk, as read in August 2026.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readCloud } from './support/clouds.ts';
import { send, signIn, type HttpAnswer, type HttpClient } from './support/http-client.ts';
import { startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';
import { waitUntil } from './support/wait-until.ts';

const members = '/v1/cloudimages/members';

/** A configured provider: an access key, and the project that it has found by the name of its region. */
interface Provider {
  readonly projectId: string;
  /** One call of the image service. */
  call(method: string, path: string, body?: object): Promise<HttpAnswer>;
}

let folder: TemporaryFolder;
let service: ServiceProcess;
let owner: HttpClient;
let sender: Provider;
let recipient: Provider;
let third: Provider;

before(async () => {
  folder = await temporaryFolder();
  service = await startService({ data: join(folder.path, 'data') });
  owner = await signIn(service.url, await readCloud(service.clouds, 'owner'));
  sender = await configure('owner');
  recipient = await configure('recipient');
  third = await configure('admin');
});

after(async () => {
  try {
    await service.stop();
  } finally {
    await folder.remove();
  }
});

async function configure(name: string): Promise<Provider> {
  const client = await signIn(service.url, await readCloud(service.clouds, name));
  const { json } = await client.request('POST', '/v3.0/OS-CREDENTIAL/credentials', {
    body: { credential: { user_id: client.userId } },
  });
  const key = json?.['credential'] as KeyPair;
  const found = await signed(key, 'GET', '/v3/projects', { query: 'name=RegionOne' });
  const [project, ...others] = listIn(found, 'projects') as { id: string }[];
  assert.ok(project);
  assert.deepEqual(others, []);
  const accounts = await signed(key, 'GET', '/v3/auth/domains', {});
  assert.equal(listIn(accounts, 'domains').length, 1);
  return {
    projectId: project.id,
    call: async (method, path, body) =>
      await signed(key, method, path, {
        unsigned: { 'X-Project-Id': project.id },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
}

function listIn({ json, bytes }: HttpAnswer, name: string): readonly object[] {
  const list = json?.[name];
  assert.ok(Array.isArray(list), String(bytes));
  return list as readonly object[];
}

interface KeyPair {
  readonly access: string;
  readonly secret: string;
}

interface Signed {
  readonly query?: string;
  readonly body?: string;
  readonly unsigned?: Readonly<Record<string, string>>;
}

async function signed(
  key: KeyPair,
  method: string,
  path: string,
  { query = '', body = '', unsigned = {} }: Signed,
): Promise<HttpAnswer> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const headers = {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'terraform-provider-huaweicloud golangsdk/2.0.0',
    'x-sdk-date': date,
  };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
  const canonical = [method, `${path}/`, query, lines.join(''), names, sha256(body)].join('\n');
  const toSign = ['SDK-HMAC-SHA256', date, sha256(canonical)].join('\n');
  const signature = createHmac('sha256', key.secret).update(toSign).digest('hex');
  const authorization = `SDK-HMAC-SHA256 Access=${key.access}, SignedHeaders=${names}, Signature=${signature}`;
  return await send(service.url, method, query === '' ? path : `${path}?${query}`, {
    headers: { ...headers, authorization, ...unsigned },
    ...(body === '' ? {} : { body }),
  });
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** As the provider waits for a job: until it has ended, five minutes at most. Answers how. */
async function apply(provider: Provider, method: string, body: object): Promise<string> {
  const { status, json, bytes } = await provider.call(method, members, body);
  assert.equal(status, 200, String(bytes));
  const path = `/v1/${provider.projectId}/jobs/${String(json?.['job_id'])}`;
  return await waitUntil('the job has ended', 300, async () => {
    const job = await provider.call('GET', path);
    assert.equal(job.status, 200, String(job.bytes));
    const found = String(job.json?.['status']);
    assert.ok(['INIT', 'RUNNING', 'SUCCESS', 'FAIL'].includes(found), found);
    return found === 'INIT' || found === 'RUNNING' ? undefined : found;
  });
}

/** A new image of the sender's, private as they are made there. */
async function makeImage(): Promise<string> {
  const record = { name: 'golden', disk_format: 'raw', container_format: 'bare' };
  const body = { ...record, visibility: 'private' };
  const { json } = await owner.request('POST', '/v2/images', { body });
  const id = String(json?.['id']);
  const file = { body: Buffer.from('bytes of an image') };
  assert.equal((await owner.request('PUT', `/v2/images/${id}/file`, file)).status, 204);
  return id;
}

/** Projects and their answers. */
async function membersOf(image: string): Promise<Record<string, string>> {
  const path = `/v1/${sender.projectId}/cloudimages/${image}/members`;
  const found = listIn(await sender.call('GET', path), 'members') as {
    member_id: string;
    status: string;
  }[];
  return Object.fromEntries(found.map((member) => [member.member_id, member.status]));
}

describe('Terraform', () => {
  test('creates, updates and destroys a share', async () => {
    const image = await makeImage();
    const share = (...to: Provider[]): object => ({
      images: [image],
      projects: to.map(({ projectId }) => projectId),
    });
    assert.equal(await apply(sender, 'POST', share(recipient)), 'SUCCESS');
    assert.deepEqual(await membersOf(image), { [recipient.projectId]: 'pending' });
    // target_project_ids changes: what is gone is taken away first, then what is new is added.
    assert.equal(await apply(sender, 'DELETE', share(recipient)), 'SUCCESS');
    assert.equal(await apply(sender, 'POST', share(third)), 'SUCCESS');
    assert.deepEqual(await membersOf(image), { [third.projectId]: 'pending' });
    assert.equal(await apply(sender, 'DELETE', share(third)), 'SUCCESS');
    assert.deepEqual(await membersOf(image), {});
  });

  test('creates and destroys an acceptance, and may create it again', async () => {
    const image = await makeImage();
    const projects = [recipient.projectId];
    const answer = (status: string): object => ({
      images: [image],
      project_id: recipient.projectId,
      status,
    });
    assert.equal(await apply(sender, 'POST', { images: [image], projects }), 'SUCCESS');
    for (const status of ['accepted', 'rejected', 'accepted']) {
      assert.equal(await apply(recipient, 'PUT', answer(status)), 'SUCCESS');
      assert.deepEqual(await membersOf(image), { [recipient.projectId]: status });
    }
    assert.equal(await apply(sender, 'DELETE', { images: [image], projects }), 'SUCCESS');
    assert.equal(await apply(recipient, 'PUT', answer('rejected')), 'FAIL');
  });

  test('is told that a share has failed for one of its projects', async () => {
    const image = await makeImage();
    const projects = [recipient.projectId, '0'.repeat(32)];
    assert.equal(await apply(sender, 'POST', { images: [image], projects }), 'FAIL');
    assert.deepEqual(await membersOf(image), { [recipient.projectId]: 'pending' });
  });
});

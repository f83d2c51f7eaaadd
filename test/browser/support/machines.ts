// What servers and disks are made from, and their end, over our own API.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { waitUntil } from '../../contract/support/wait-until.ts';
import type { Person } from './person.ts';

type Json = Readonly<Record<string, unknown>>;

/** Makes a request in the person's project that must succeed. */
export async function ask(
  { client, project }: Person,
  method: string,
  path: string,
  body?: unknown,
): Promise<Json> {
  const answer = await client.request(method, `/api/v1/projects/${project.id}${path}`, {
    headers: { authorization: `Bearer ${client.token}` },
    body,
  });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.bytes.toString('utf8')}`);
  return answer.json ?? {};
}

/** Makes an image of a file; returns its id. */
export async function uploadImage(
  person: Person,
  record: { readonly name: string; readonly kind: 'system' | 'data' } & Json,
  file: string,
): Promise<string> {
  const { id } = await ask(person, 'POST', '/images', record);
  await ask(person, 'PUT', `/images/${String(id)}/file`, await readFile(file));
  return String(id);
}

/** Waits until a job has ended well. */
async function finish(person: Person, { jobId }: Json): Promise<void> {
  const job = await waitUntil('the job has ended', 120, async () => {
    const found = await ask(person, 'GET', `/jobs/${String(jobId)}`);
    return found['endedAt'] === null ? undefined : found;
  });
  assert.equal(job['status'], 'succeeded', JSON.stringify(job));
}

/** Makes servers and waits until they run. */
export async function makeServers(person: Person, body: Json): Promise<string[]> {
  const begun = await ask(person, 'POST', '/servers', { flavorId: 's1.small', ...body });
  await finish(person, begun);
  return begun['serverIds'] as string[];
}

/** Makes disks and waits until they are there. */
export async function makeDisks(person: Person, body: Json): Promise<string[]> {
  const begun = await ask(person, 'POST', '/disks', body);
  await finish(person, begun);
  return begun['diskIds'] as string[];
}

/** Deletes all servers of the person's project with their disks, and all other disks: nothing runs on after a test. */
export async function deleteMachines(person: Person): Promise<void> {
  const idsAt = async (path: string): Promise<string[]> =>
    ((await ask(person, 'GET', path))['items'] as { id: string }[]).map(({ id }) => id);
  const serverIds = await idsAt('/servers?limit=100');
  if (serverIds.length > 0) {
    const body = { serverIds, deleteDisks: true };
    await finish(person, await ask(person, 'POST', '/servers/deletions', body));
  }
  const diskIds = await idsAt('/disks?limit=100');
  if (diskIds.length > 0) {
    await finish(person, await ask(person, 'POST', '/disks/deletions', { diskIds }));
  }
}

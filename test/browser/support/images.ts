// Images and offers, made over the Image API as clients do.
import assert from 'node:assert/strict';
import type { Person } from './person.ts';

const bytes = Buffer.alloc(4096, 'accord');

/** An image of the person's project with a few bytes; returns its id. `more`: attributes and properties, such as `os_distro`. */
export async function makeImage(
  { client }: Person,
  name: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const formats = { disk_format: 'raw', container_format: 'bare' };
  const answer = await client.request('POST', '/v2/images', {
    body: { name, ...formats, ...more },
  });
  assert.equal(answer.status, 201, answer.bytes.toString('utf8'));
  const id = String(answer.json?.['id']);
  const upload = await client.request('PUT', `/v2/images/${id}/file`, {
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
  assert.equal(upload.status, 204, upload.bytes.toString('utf8'));
  return id;
}

/** Offers images to projects. */
export async function offerImages(
  { client }: Person,
  imageIds: readonly string[],
  projectIds: readonly string[],
): Promise<void> {
  for (const imageId of imageIds) {
    for (const member of projectIds) {
      const path = `/v2/images/${imageId}/members`;
      const answer = await client.request('POST', path, { body: { member } });
      assert.equal(answer.status, 200, answer.bytes.toString('utf8'));
    }
  }
}

/** Answers an offer to the person's own project. */
export async function answerOffer(
  { client, project }: Person,
  imageId: string,
  status: 'accepted' | 'rejected',
): Promise<void> {
  const path = `/v2/images/${imageId}/members/${project.id}`;
  const answer = await client.request('PUT', path, { body: { status } });
  assert.equal(answer.status, 200, answer.bytes.toString('utf8'));
}

/** Takes an offer back, answered or not. */
export async function withdrawOffer(
  { client }: Person,
  imageId: string,
  projectId: string,
): Promise<void> {
  const answer = await client.request('DELETE', `/v2/images/${imageId}/members/${projectId}`);
  assert.equal(answer.status, 204, answer.bytes.toString('utf8'));
}

/** How a project stands to an image that its owner has shared. */
export async function memberStatus(
  { client }: Person,
  imageId: string,
  projectId: string,
): Promise<unknown> {
  const answer = await client.request('GET', `/v2/images/${imageId}/members/${projectId}`);
  return answer.json?.['status'];
}

/** The images that the person's project owns, as the Image API shows them. */
export async function imagesOf({ client, project }: Person): Promise<Record<string, unknown>[]> {
  const answer = await client.request('GET', `/v2/images?owner=${project.id}&sort=name:asc`);
  assert.equal(answer.status, 200, answer.bytes.toString('utf8'));
  return (answer.json?.['images'] ?? []) as Record<string, unknown>[];
}

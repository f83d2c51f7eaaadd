// Fills a service through its own API.
import { randomBytes } from 'node:crypto';
import { ask, listIds, type Side } from './side.ts';

export const seededPrefix = 'bench-';
const lanes = 16;

/** Makes active images of 64 bytes until the owner has `images` of them, and `pending` of them are offered to the member. */
export async function seedByRequests(side: Side, images: number, pending: number): Promise<void> {
  const existing = await countImages(side);
  const missing = Math.max(0, images - existing);
  const query = 'visibility=shared&member_status=pending&limit=1000';
  const offers = Math.max(0, pending - (await listIds(side, side.member, query)).length);
  // Spread over the whole list, as offers of different days are.
  const isOffered = (index: number): boolean =>
    Math.floor(((index + 1) * offers) / missing) > Math.floor((index * offers) / missing);
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < missing; index = next++) {
      const id = await makeImage(side, existing + index);
      if (!isOffered(index)) continue;
      const member = { member: side.member.projectId };
      await ask(side, side.owner, 200, 'POST', `/v2/images/${id}/members`, member);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

/** All that the owner has, page by page. */
export async function countImages(side: Side): Promise<number> {
  let count = 0;
  for (let path: string | undefined = '/v2/images?limit=1000'; path !== undefined;) {
    const { json } = await ask(side, side.owner, 200, 'GET', path);
    count += ((json?.['images'] ?? []) as unknown[]).length;
    path = json?.['next'] as string | undefined;
  }
  return count;
}

async function makeImage(side: Side, number: number): Promise<string> {
  const { json } = await ask(side, side.owner, 201, 'POST', '/v2/images', {
    name: `${seededPrefix}${String(number).padStart(5, '0')}`,
    visibility: 'shared',
    disk_format: 'raw',
    container_format: 'bare',
    os_distro: 'debian',
    os_version: '12',
    hw_disk_bus: 'virtio',
    build: String(number),
    tags: ['bench', `group-${number % 10}`],
  });
  const id = String(json?.['id']);
  await ask(side, side.owner, 204, 'PUT', `/v2/images/${id}/file`, randomBytes(64));
  return id;
}

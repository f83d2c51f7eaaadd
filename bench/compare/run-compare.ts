// One run: a real Glance and Accord, asked the same, and what they say differently.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { readCloud, type Cloud } from '../../test/contract/support/clouds.ts';
import { startService } from '../../test/contract/support/service-process.ts';
import { temporaryFolder } from '../../test/contract/support/temporary-folder.ts';
import { addPerson } from '../openstack/keystone.ts';
import { startOpenStack } from '../openstack/start-openstack.ts';
import type { Topic } from './case.ts';
import { bytes } from './cases/bytes.ts';
import { creation } from './cases/create.ts';
import { discovery } from './cases/discovery.ts';
import { errors } from './cases/errors.ts';
import { imports } from './cases/imports.ts';
import { lists } from './cases/lists.ts';
import { states, tags, visibilities } from './cases/lives.ts';
import { membership } from './cases/members.ts';
import { metadata } from './cases/metadata.ts';
import { patch } from './cases/patch.ts';
import { safety } from './cases/safety.ts';
import { compareSides, type Outcome } from './compare-sides.ts';
import { prepareSide, type People } from './side.ts';

/** In the order in which they are asked. */
const topics: readonly Topic[] = [
  discovery,
  errors,
  creation,
  bytes,
  patch,
  lists,
  membership,
  visibilities,
  states,
  tags,
  imports,
  metadata,
  safety,
];

/** Starts both, asks everything, and stops what it has started. */
export async function runCompare(): Promise<Outcome[]> {
  const folder = await temporaryFolder();
  const web = createServer((_request, response) => response.end(Buffer.alloc(1000, 7)));
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  const address = `127.0.0.1:${(web.address() as AddressInfo).port}`;
  const stops: (() => Promise<void>)[] = [];
  try {
    const openstack = await startOpenStack({
      folder: join(folder.path, 'openstack'),
      flavours: ['eventlet'],
    });
    stops.push(async () => await openstack.stop());
    const service = await startService({
      data: join(folder.path, 'data'),
      env: {
        ACCORD_SEED: 'none',
        ACCORD_METADEFS: '/etc/glance/metadefs',
        ACCORD_IMPORT_ALLOW: address,
      },
    });
    stops.push(async () => await service.stop());
    const { usera: owner, userb: member, userc: stranger, admin } = openstack.clouds;
    const ids = new Map([
      ['missing', '00000000-0000-4000-8000-000000000000'],
      ['chosen', randomUUID()],
      ['web', `http://${address}`],
      ['space', 'Compared'],
      ['farRegion', 'RegionFar'],
    ]);
    const glance = await prepareSide(
      'glance',
      {
        identityUrl: openstack.identityUrl,
        imageUrl: openstack.images[0]?.url ?? '',
        people: { owner, member, stranger, admin },
      },
      ids,
    );
    const operator = await readCloud(service.clouds, 'admin');
    const people = await addPeople(service.url, operator);
    const accord = await prepareSide(
      'accord',
      { identityUrl: service.url, imageUrl: service.url, people },
      ids,
    );
    return await compareSides({ glance, accord }, topics);
  } finally {
    for (const stop of stops.toReversed()) await stop();
    web.close();
    web.closeAllConnections();
    await folder.remove();
  }
}

async function addPeople(url: string, admin: Cloud): Promise<People> {
  const add = async (user: string, project: string): Promise<Cloud> =>
    await addPerson({ url, admin }, user, project, 'member');
  return {
    admin,
    owner: await add('usera', 'A'),
    member: await add('userb', 'B'),
    stranger: await add('userc', 'C'),
  };
}

/** Every answer that differs, place by place, and a last line that counts. */
export function printOutcomes(outcomes: readonly Outcome[]): string {
  const differing = outcomes.filter(({ disagreements }) => disagreements.length > 0);
  const lines = differing.flatMap(({ topic, name, request, disagreements }) => [
    `\n[${topic}] ${name}: ${request}`,
    ...disagreements.map(
      ({ at, glance, accord }) =>
        `  ${at}\n    Glance  ${glance ?? '(nothing)'}\n    Accord  ${accord ?? '(nothing)'}`,
    ),
  ]);
  const alike = outcomes.length - differing.length;
  return `${lines.join('\n')}\n\n${outcomes.length} requests, ${alike} answered alike, ${differing.length} differ\n`;
}

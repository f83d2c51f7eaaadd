// What is in the service when the pictures are taken: the first start's accounts, `owner` and `recipient`, a third one, and what they share.
import { readCloud } from '../../test/contract/support/clouds.ts';
import { queryDatabaseOf } from '../../test/contract/support/embedded-database.ts';
import type { ServiceProcess } from '../../test/contract/support/service-process.ts';
import {
  farImages,
  ownersImages,
  platformsImages,
  publicImages,
  recipientsImages,
  type PicturedImage,
} from './images.ts';
import { makeMachines, type Machines } from './machines.ts';
import { personIn, type Credentials, type Person } from './person.ts';
import { makeVaults, type Vaults } from './vaults.ts';

export interface World {
  readonly people: Readonly<Record<'owner' | 'recipient' | 'admin', Person>>;
  /** The third account's project. */
  readonly platformId: string;
  /** A project of the recipient that nothing is offered to. */
  readonly emptyProjectId: string;
  /** Full-server images, and where they lie. */
  readonly vaults: Vaults;
  /** Ids of images by their names. */
  readonly images: ReadonlyMap<string, string>;
  /** The recipient's servers and disks. */
  readonly machines: Machines;
}

const message = '十一月安全补丁已安装 · with the security patches of November';

export async function makeWorld(service: ServiceProcess): Promise<World> {
  const { url, clouds, data } = service;
  const [owner, recipient, admin] = await Promise.all([
    personIn(url, await credentialsOf(clouds, 'owner'), 'RegionOne'),
    personIn(url, await credentialsOf(clouds, 'recipient'), 'RegionOne'),
    personIn(url, await credentialsOf(clouds, 'admin'), 'RegionOne'),
  ]);
  const [platform, far] = await makePlatform(url, admin);
  const inOther = async (who: Credentials, project: string): Promise<string> =>
    (await personIn(url, who, project)).projectId;
  const golden = await inOther(owner, 'RegionOne_Golden');
  const empty = await inOther(recipient, 'RegionTwo_Image-Sharing');
  const recipientFar = await inOther(recipient, 'RegionTwo');

  const images = new Map<string, string>();
  const make = async (by: Person, wanted: readonly PicturedImage[]): Promise<void> => {
    for (const image of wanted) images.set(image.name, await by.makeImage(image));
  };
  const ids = (...names: string[]): string[] => names.map((name) => idOf(images, name));

  await make(admin, publicImages);
  for (const { name } of publicImages) {
    const path = `/projects/${admin.projectId}/images/${idOf(images, name)}`;
    await admin.ask('PATCH', path, { visibility: 'public' });
  }
  await make(recipient, recipientsImages);
  await make(platform, platformsImages);
  await make(far, farImages);
  await make(owner, ownersImages);

  const to = recipient.projectId;
  const everybody = [to, platform.projectId, golden];
  await owner.share(ids('centos-7-legacy', 'windows-2019-legacy', 'debian-12-base'), [to]);
  await owner.share(ids('ubuntu-22.04-server'), everybody);
  await recipient.answer(ids('ubuntu-22.04-server', 'debian-12-base'), 'accepted');
  await recipient.answer(ids('windows-2019-legacy'), 'rejected');
  await platform.answer(ids('ubuntu-22.04-server'), 'rejected');
  await owner.ask('POST', `/projects/${owner.projectId}/withdrawals`, {
    imageIds: ids('centos-7-legacy'),
    projectIds: [to],
  });
  await platform.share(ids('gpu-driver-570'), [owner.projectId]);
  await owner.answer(ids('gpu-driver-570'), 'accepted');
  await far.share(ids('edge-router-2.4'), [recipientFar]);
  const vaults = await makeVaults(data, owner, recipient);
  await platform.share(ids('k8s-node-1.34'), [to]);
  await owner.share(
    ids('euleros-2.0-database', 'euleros-2.0-web', 'ubuntu-24.04-server'),
    [to],
    message,
  );

  await queryDatabaseOf(data, grown(images));
  const machines = await makeMachines(owner, recipient);
  return {
    vaults,
    people: { owner, recipient, admin },
    platformId: platform.projectId,
    emptyProjectId: empty,
    images,
    machines,
  };
}

/** The id of an image that must be there. */
export function idOf(images: ReadonlyMap<string, string>, name: string): string {
  const id = images.get(name);
  if (id === undefined) throw new Error(`there is no image ${name}`);
  return id;
}

async function credentialsOf(clouds: string, name: string): Promise<Credentials> {
  const { domainName: account, userName: user, password } = await readCloud(clouds, name);
  return { account, user, password };
}

/** An account with a project in each region, and one user; the user in the one and in the other. */
async function makePlatform(url: string, admin: Person): Promise<[Person, Person]> {
  const { id: accountId } = await admin.ask('POST', '/accounts', { name: 'platform' });
  const credentials = { account: 'platform', user: 'platform', password: 'Pictures-of-Accord-1' };
  const user = { name: credentials.user, accountId, password: credentials.password };
  const { id: userId } = await admin.ask('POST', '/users', user);
  for (const regionId of ['RegionOne', 'RegionTwo']) {
    const project = { name: regionId, accountId, regionId };
    const { id } = await admin.ask('POST', '/projects', project);
    await admin.ask('PUT', `/projects/${String(id)}/users/${String(userId)}/roles/member`);
  }
  return [
    await personIn(url, credentials, 'RegionOne'),
    await personIn(url, credentials, 'RegionTwo'),
  ];
}

/**
 * As if all this had happened over three weeks, to images as large as such images are. Times follow the trail, so that every page tells the
 * same; the bytes stay the few that they are.
 */
function grown(images: ReadonlyMap<string, string>): string {
  const all = [
    ...ownersImages,
    ...recipientsImages,
    ...platformsImages,
    ...farImages,
    ...publicImages,
  ];
  const sizes = all.flatMap(({ name, size }) =>
    size === null ? [] : [`('${idOf(images, name)}'::uuid, ${size[0]} * 2^30, ${size[1]} * 2^30)`],
  );
  return `
    update events set at = now() - interval '26 minutes' - ((select max(id) from events) - id) * interval '4 hours 17 minutes';
    update images set size = known.size, virtual_size = known.disk
      from (values ${sizes.join(', ')}) as known (id, size, disk) where images.id = known.id;
    update images set created_at = e.at, updated_at = e.at
      from events e where e.action = 'image.create' and e.noun_id = images.id::text;
    update members set created_at = e.at, updated_at = e.at
      from events e where e.action = 'member.add' and e.noun_id = image_id::text and e.member_project_id = members.project_id;
    update members set updated_at = e.at
      from events e where e.action in ('member.accept', 'member.reject') and e.noun_id = image_id::text
        and e.member_project_id = members.project_id;
    update members set image_created_at = images.created_at from images where images.id = image_id;
    update notices set created_at = e.at
      from events e where e.noun_id = image_id::text
        and e.action = case kind when 'offered' then 'member.add' when 'accepted' then 'member.accept'
          when 'rejected' then 'member.reject' when 'withdrawn' then 'member.remove' end
        and notices.project_id in (e.project_id, e.member_project_id)
        and (detail ->> 'otherProjectId') in (e.project_id, e.member_project_id)`;
}

// What the first start puts into an empty service: an administrator, and for a try-out two accounts with disk images that one offers to the
// other. Every step looks first, so a first start that was cut off goes on where it stopped.
import { createReadStream } from 'node:fs';
import type { Actor } from '../domain/actor.ts';
import type { Context } from '../domain/context.ts';
import { grantRole } from '../domain/identity/assignments/grant-role.ts';
import { createDomain } from '../domain/identity/domains/create-domain.ts';
import { selectDomains } from '../domain/identity/domains/queries.ts';
import { createProject } from '../domain/identity/projects/create-project.ts';
import type { Project } from '../domain/identity/projects/project.ts';
import { selectProjects } from '../domain/identity/projects/queries.ts';
import { selectRoles } from '../domain/identity/roles/queries.ts';
import { createUser } from '../domain/identity/users/create-user.ts';
import { selectUsers } from '../domain/identity/users/queries.ts';
import type { User } from '../domain/identity/users/user.ts';
import { createImage, type NewImage } from '../domain/images/create-image.ts';
import { listImages } from '../domain/images/list-images.ts';
import { uploadBytes } from '../domain/images/upload-bytes.ts';
import { soleMember } from '../domain/sharing/member.ts';
import { shareImages } from '../domain/sharing/share-images.ts';
import { listMembers } from '../domain/sharing/list-members.ts';
import { makeSampleDisk } from '../lib/sample-disk.ts';
import type { Accounts } from './accounts.ts';

const regions = ['RegionOne', 'RegionTwo'] as const;

type NamedImage = NewImage & { readonly name: string };

/** A disk of data: it needs no tool and no download. */
const dataImage: NamedImage = {
  name: 'sample-disk',
  kind: 'data',
  containerFormat: 'bare',
  diskFormat: 'raw',
  minDisk: 1,
  tags: ['sample'],
};

/** A disk that boots, where Debian's packages can be had to make one. */
const systemImage: NamedImage = {
  name: 'debian-tiny',
  kind: 'system',
  containerFormat: 'bare',
  diskFormat: 'qcow2',
  minDisk: 1,
  minRam: 128,
  tags: ['sample'],
  properties: {
    os_type: 'linux',
    os_distro: 'debian',
    os_version: '12',
    architecture: 'x86_64',
    hw_firmware_type: 'bios',
    description: "Debian's kernel, busybox and an ssh server: boots within seconds",
  },
};

/**
 * Makes what is missing of the first world. Returns the id of the image to begin with, if any is offered. `bringSystemDisk` makes the file of a qcow2 disk that boots,
 * or resolves to null where that cannot be; it is asked only when it is needed.
 */
export async function makeFirstWorld(
  context: Context,
  accounts: Accounts,
  bringSystemDisk: () => Promise<string | null>,
): Promise<string | null> {
  await makeAdministrator(context, accounts.passwords.admin);
  if (accounts.seed === 'none') return null;
  const owner = await makeAccount(context, 'owner', accounts.passwords.owner, ['RegionOne_Golden']);
  const recipient = await makeAccount(context, 'recipient', accounts.passwords.recipient, [
    'RegionTwo_Image-Sharing',
  ]);
  const dataImageId = await offerImage(context, owner, recipient.home, dataImage, async () =>
    oneChunk(makeSampleDisk()),
  );
  const systemImageId = await offerImage(context, owner, recipient.home, systemImage, async () => {
    const file = await bringSystemDisk();
    return file === null ? null : bytesOf(file);
  });
  return systemImageId ?? dataImageId;
}

async function makeAdministrator(context: Context, password: string): Promise<void> {
  const projects = await ensureProjects(context, 'default', regions);
  const user = await ensureUser(context, 'default', 'admin', password, projects[0]);
  const roleId = await roleNamed(context, 'admin');
  for (const project of projects) {
    await grantRole(context, null, {
      userId: user.id,
      roleId,
      target: { kind: 'project', id: project.id },
    });
  }
  await grantRole(context, null, { userId: user.id, roleId, target: { kind: 'system' } });
}

interface Account {
  readonly user: User;
  readonly home: Project;
}

/** An account with a home project in every region, its sub-projects, and one user who works in all of them. */
async function makeAccount(
  context: Context,
  name: string,
  password: string,
  subProjects: readonly string[],
): Promise<Account> {
  const [existing] = await selectDomains(context.db, { name });
  const domain = existing ?? (await createDomain(context, null, { name }));
  const projects = await ensureProjects(context, domain.id, [...regions, ...subProjects]);
  const [home] = projects;
  if (home === undefined) throw new Error('an account needs a region');
  const user = await ensureUser(context, domain.id, name, password, home);
  const roleId = await roleNamed(context, 'member');
  for (const project of projects) {
    await grantRole(context, null, {
      userId: user.id,
      roleId,
      target: { kind: 'project', id: project.id },
    });
  }
  return { user, home };
}

async function ensureProjects(
  context: Context,
  domainId: string,
  names: readonly string[],
): Promise<Project[]> {
  const projects: Project[] = [];
  for (const name of names) {
    const [existing] = await selectProjects(context.db, { domainId, name });
    projects.push(existing ?? (await createProject(context, null, { domainId, name })));
  }
  return projects;
}

async function ensureUser(
  context: Context,
  domainId: string,
  name: string,
  password: string,
  home: Project | undefined,
): Promise<User> {
  const [existing] = await selectUsers(context.db, { domainId, name });
  return (
    existing ??
    (await createUser(context, null, { domainId, name, password, defaultProjectId: home?.id }))
  );
}

async function roleNamed(context: Context, name: string): Promise<string> {
  const [role] = await selectRoles(context.db, { name });
  if (role === undefined) throw new Error(`the role ${name} is missing`);
  return role.id;
}

type BringBytes = () => Promise<AsyncIterable<Uint8Array> | null>;

/** Returns the image's id; null when it has no bytes. */
async function offerImage(
  context: Context,
  owner: Account,
  to: Project,
  wanted: NamedImage,
  bringBytes: BringBytes,
): Promise<string | null> {
  const actor = actorFor(owner);
  const [existing] = await listImages(context, actor, {
    filters: { name: wanted.name, owner: owner.home.id },
    limit: 1,
  });
  const imageId =
    existing?.status === 'active'
      ? existing.id
      : await fillImage(context, actor, existing?.id ?? null, wanted, bringBytes);
  if (imageId === null) return null;
  const members = await listMembers(context, actor, imageId);
  if (members.some((member) => member.projectId === to.id)) return imageId;
  const options = { needsActive: true, makesShared: true };
  const offer = { imageIds: [imageId], projectIds: [to.id], options };
  return soleMember(await shareImages(context, actor, offer)).imageId;
}

/** Nothing is made where there are no bytes to be had. */
async function fillImage(
  context: Context,
  actor: Actor,
  queuedId: string | null,
  wanted: NewImage,
  bringBytes: BringBytes,
): Promise<string | null> {
  const bytes = await bringBytes();
  if (bytes === null) return null;
  const imageId = queuedId ?? (await createImage(context, actor, wanted)).id;
  await uploadBytes(context, actor, imageId, bytes);
  return imageId;
}

/** Opened by the one who reads, who then also hears that it cannot be. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  yield* createReadStream(file);
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The account's user in its home project, as a token would make it. */
function actorFor({ user, home }: Account): Actor {
  return {
    userId: user.id,
    userName: user.name,
    domainId: home.domainId,
    domainName: home.domainName,
    scope: { kind: 'project', project: home },
    role: 'member',
    roleNames: ['member', 'reader'],
    requestId: 'first-start',
  };
}

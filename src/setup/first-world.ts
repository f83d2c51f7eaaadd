// What the first start puts into an empty service: an administrator, and for a try-out two accounts with a disk image that one offers to the
// other. Every step looks first, so a first start that was cut off goes on where it stopped.
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
import { createImage } from '../domain/images/create-image.ts';
import { listImages } from '../domain/images/list-images.ts';
import { uploadBytes } from '../domain/images/upload-bytes.ts';
import { soleMember } from '../domain/sharing/member.ts';
import { shareImages } from '../domain/sharing/share-images.ts';
import { listMembers } from '../domain/sharing/list-members.ts';
import { makeSampleDisk } from '../lib/sample-disk.ts';
import type { Accounts } from './accounts.ts';

const regions = ['RegionOne', 'RegionTwo'] as const;
const sampleImageName = 'sample-disk';

/** Makes what is missing of the first world. Returns the id of the image that is offered, if there is one. */
export async function makeFirstWorld(context: Context, accounts: Accounts): Promise<string | null> {
  await makeAdministrator(context, accounts.passwords.admin);
  if (accounts.seed === 'none') return null;
  const owner = await makeAccount(context, 'owner', accounts.passwords.owner, ['RegionOne_Golden']);
  const recipient = await makeAccount(context, 'recipient', accounts.passwords.recipient, [
    'RegionTwo_Image-Sharing',
  ]);
  return await offerSampleImage(context, owner, recipient.home);
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

async function offerSampleImage(context: Context, owner: Account, to: Project): Promise<string> {
  const actor = actorFor(owner);
  const [existing] = await listImages(context, actor, {
    filters: { name: sampleImageName, owner: owner.home.id },
    limit: 1,
  });
  const image =
    existing ??
    (await createImage(context, actor, {
      name: sampleImageName,
      kind: 'data',
      containerFormat: 'bare',
      diskFormat: 'raw',
      minDisk: 1,
      tags: ['sample'],
    }));
  if (image.status === 'queued')
    await uploadBytes(context, actor, image.id, oneChunk(makeSampleDisk()));
  const members = await listMembers(context, actor, image.id);
  if (members.some((member) => member.projectId === to.id)) return image.id;
  const options = { needsActive: true, makesShared: true };
  const offer = { imageIds: [image.id], projectIds: [to.id], options };
  return soleMember(await shareImages(context, actor, offer)).imageId;
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

// People as an operator makes them, over the Identity API: an account with a project, and a user with a role there.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { signIn, type HttpClient } from '../../contract/support/http-client.ts';

export interface Project {
  readonly id: string;
  readonly name: string;
  readonly regionId: string;
  readonly accountId: string;
  readonly accountName: string;
}

export interface PersonOptions {
  /** Default RegionOne. */
  readonly regionId?: string;
  /** Default member. */
  readonly role?: 'reader' | 'member' | 'admin';
  /** A project that exists; default: a new one in a new account. */
  readonly project?: Project;
}

export interface Person {
  readonly userName: string;
  readonly password: string;
  readonly project: Project;
  /** What this person does over the APIs, in the project. */
  readonly client: HttpClient;
  /** Gives this person a role in another new project of the account. */
  readonly join: (name: string, regionId: string) => Promise<Project>;
}

const password = 'Browser-test-1';

export async function makePerson(
  url: string,
  admin: HttpClient,
  options: PersonOptions,
): Promise<Person> {
  const mark = randomUUID().slice(0, 8);
  const { role = 'member', regionId = 'RegionOne' } = options;
  const project = options.project ?? (await makeAccount(admin, mark, regionId));
  const userName = `user-${mark}`;
  const userId = await create(admin, '/v3/users', {
    user: { name: userName, password, domain_id: project.accountId },
  });
  await grant(admin, project.id, userId, role);
  const client = await signIn(url, {
    userName,
    password,
    domainName: project.accountName,
    projectName: project.name,
  });
  return {
    userName,
    password,
    project,
    client,
    join: async (name, region) => {
      const other = await makeProject(admin, name, region, project);
      await grant(admin, other.id, userId, role);
      return other;
    },
  };
}

async function makeAccount(admin: HttpClient, mark: string, regionId: string): Promise<Project> {
  const accountName = `account-${mark}`;
  const accountId = await create(admin, '/v3/domains', { domain: { name: accountName } });
  return await makeProject(admin, `project-${mark}`, regionId, { accountId, accountName });
}

async function makeProject(
  admin: HttpClient,
  name: string,
  regionId: string,
  { accountId, accountName }: Pick<Project, 'accountId' | 'accountName'>,
): Promise<Project> {
  const id = await create(admin, '/v3/projects', {
    project: { name, domain_id: accountId, region_id: regionId },
  });
  return { id, name, regionId, accountId, accountName };
}

async function grant(
  admin: HttpClient,
  projectId: string,
  userId: string,
  role: string,
): Promise<void> {
  const { json } = await admin.request('GET', `/v3/roles?name=${role}`);
  const [found] = (json?.['roles'] ?? []) as { id: string }[];
  const path = `/v3/projects/${projectId}/users/${userId}/roles/${found?.id}`;
  assert.equal((await admin.request('PUT', path)).status, 204);
}

/** Makes one resource and returns its id. */
async function create(admin: HttpClient, path: string, body: object): Promise<string> {
  const answer = await admin.request('POST', path, { body });
  assert.equal(answer.status, 201, answer.bytes.toString('utf8'));
  const [resource] = Object.values(answer.json ?? {}) as { id: string }[];
  return resource?.id ?? '';
}

// What a new user does with nothing but the `openstack` client: from the seeded first start to sharing images of one's own.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { readCloud } from './support/clouds.ts';
import { openstackAs, openstackWith, type OpenStack } from './support/openstack.ts';
import { mustRun } from './support/run-command.ts';
import { startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

interface Listed {
  readonly ID: string;
  readonly Name: string;
  readonly Status: string;
}

let folder: TemporaryFolder;
let service: ServiceProcess;
let owner: OpenStack;
let recipient: OpenStack;
let admin: OpenStack;
let ownerProject: string;
let recipientProject: string;

before(async () => {
  folder = await temporaryFolder();
  service = await startService({ data: join(folder.path, 'data') });
  owner = openstackAs(service.clouds, 'owner');
  recipient = openstackAs(service.clouds, 'recipient');
  admin = openstackAs(service.clouds, 'admin');
  [ownerProject, recipientProject] = await Promise.all([projectOf(owner), projectOf(recipient)]);
});

after(async () => {
  try {
    await service.stop();
  } finally {
    await folder.remove();
  }
});

/** Everybody can read its own project's id off its token. */
async function projectOf(who: OpenStack): Promise<string> {
  return (await who.json<{ project_id: string }>('token', 'issue')).project_id;
}

async function idsOf(who: OpenStack, ...filters: string[]): Promise<string[]> {
  return (await who.json<Listed[]>('image', 'list', ...filters)).map((image) => image.ID);
}

/** Bytes that are the same in every run and do not repeat. */
function sampleBytes(size: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(size / 32) }, (_, index) =>
    createHash('sha256').update(`block ${index}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, size);
}

describe('The two lines that the program prints', () => {
  function printedLines(): string[] {
    return service
      .stdout()
      .split('\n')
      .filter((line) => /^ {2}\S/.test(line));
  }

  test('are two', () => assert.equal(printedLines().length, 2, service.stdout()));

  test('work as pasted: one lists the offered sample, one accepts it', async () => {
    const [list = '', accept = ''] = printedLines();
    assert.match(await mustRun('sh', ['-c', list]), /sample-disk/);
    await mustRun('sh', ['-c', accept]);
    assert.doesNotMatch(await mustRun('sh', ['-c', list]), /sample-disk/);
  });

  test('lead to an image that its recipient lists and saves', async () => {
    const [sample, ...more] = await recipient.json<Listed[]>('image', 'list');
    assert.deepEqual([sample?.Name, sample?.Status, more.length], ['sample-disk', 'active', 0]);
    const id = sample?.ID ?? '';
    const [mine, theirs] = [join(folder.path, 'sample-mine'), join(folder.path, 'sample-theirs')];
    await recipient.run('image', 'save', '--file', mine, id);
    await owner.run('image', 'save', '--file', theirs, id);
    assert.ok((await readFile(mine)).equals(await readFile(theirs)));
  });
});

describe('Sharing an image of one’s own', () => {
  const bytes = sampleBytes(3_000_017);
  let image: string;

  before(async () => {
    const file = join(folder.path, 'golden.raw');
    await writeFile(file, bytes);
    const options = ['--disk-format', 'raw', '--container-format', 'bare', '--shared'];
    const made = await owner.json<{ id: string }>(
      'image',
      'create',
      '--file',
      file,
      ...options,
      'golden',
    );
    image = made.id;
  });

  test('shows the size and both checksums of the file', async () => {
    const shown = await owner.json<{
      status: string;
      visibility: string;
      size: number;
      checksum: string;
      properties: Record<string, string>;
    }>('image', 'show', image);
    assert.deepEqual([shown.status, shown.visibility], ['active', 'shared']);
    assert.equal(shown.size, bytes.length);
    assert.equal(shown.checksum, createHash('md5').update(bytes).digest('hex'));
    assert.equal(shown.properties['os_hash_algo'], 'sha256');
    assert.equal(
      shown.properties['os_hash_value'],
      createHash('sha256').update(bytes).digest('hex'),
    );
  });

  test('makes a pending member of the project', async () => {
    const member = await owner.json<{ member_id: string; status: string }>(
      'image',
      'add',
      'project',
      image,
      recipientProject,
    );
    assert.deepEqual([member.member_id, member.status], [recipientProject, 'pending']);
  });

  test('does not put it into the recipient’s list', async () => {
    assert.ok(!(await idsOf(recipient)).includes(image));
    assert.ok(!(await idsOf(recipient, '--shared')).includes(image));
  });

  test('puts it into the recipient’s list of pending images', async () => {
    assert.deepEqual(await idsOf(recipient, '--member-status', 'pending'), [image]);
  });

  test('lets nobody there save it before it is accepted', async () => await isRefused());

  test('lists it once it is accepted', async () => {
    await recipient.run('image', 'set', '--accept', image);
    assert.ok((await idsOf(recipient)).includes(image));
    assert.deepEqual(await idsOf(recipient, '--member-status', 'pending'), []);
  });

  test('gives the recipient the same bytes', async () => await isSaved('accepted.raw'));

  test('hides it again and refuses its bytes once it is rejected', async () => {
    await recipient.run('image', 'set', '--reject', image);
    assert.ok(!(await idsOf(recipient)).includes(image));
    assert.deepEqual(await idsOf(recipient, '--member-status', 'rejected'), [image]);
    await isRefused();
  });

  test('gives the bytes again once it is accepted again', async () => {
    await recipient.run('image', 'set', '--accept', image);
    await isSaved('accepted-again.raw');
  });

  test('is offered to nobody twice', async () => {
    const { code, stderr } = await owner.try('image', 'add', 'project', image, recipientProject);
    assert.notEqual(code, 0);
    assert.match(stderr, /is duplicated for image/);
  });

  test('tells the owner what each member has answered', async () => {
    const members = await owner.json<Record<string, string>[]>('image', 'member', 'list', image);
    assert.deepEqual(members, [
      { 'Image ID': image, 'Member ID': recipientProject, Status: 'accepted' },
    ]);
  });

  test('tells a member nothing of others', async () => {
    const created = await admin.json<{ id: string }>('project', 'create', 'third-team');
    await owner.run('image', 'add', 'project', image, created.id);
    const seen = await recipient.json<Record<string, string>[]>('image', 'member', 'list', image);
    assert.deepEqual(
      seen.map((member) => member['Member ID']),
      [recipientProject],
    );
    await admin.run('project', 'delete', created.id);
  });

  test('ends when the owner removes the project', async () => {
    await owner.run('image', 'remove', 'project', image, recipientProject);
    assert.ok(!(await idsOf(recipient)).includes(image));
    const { code, stderr } = await recipient.try('image', 'show', image);
    assert.notEqual(code, 0);
    assert.match(stderr, /No Image found/);
  });

  async function isSaved(name: string): Promise<void> {
    const file = join(folder.path, name);
    await recipient.run('image', 'save', '--file', file, image);
    assert.ok((await readFile(file)).equals(bytes));
  }

  async function isRefused(): Promise<void> {
    const file = join(folder.path, 'refused.raw');
    const { code, stderr } = await recipient.try('--debug', 'image', 'save', '--file', file, image);
    assert.notEqual(code, 0);
    assert.match(stderr, new RegExp(`"GET /v2/images/${image}/file HTTP/1.1" 403`));
  }
});

describe('An image’s owner', () => {
  let image: string;

  before(async () => {
    const options = ['--disk-format', 'qcow2', '--container-format', 'bare', '--min-disk', '2'];
    image = (await owner.json<{ id: string }>('image', 'create', ...options, 'described')).id;
  });

  interface Shown {
    readonly name: string;
    readonly tags: readonly string[];
    readonly protected: boolean;
    readonly min_disk: number;
    readonly owner: string;
    readonly visibility: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }

  test('sets properties, tags and protection', async () => {
    const changes = ['--property', 'os_distro=debian', '--tag', 'stable', '--protected'];
    await owner.run('image', 'set', ...changes, '--name', 'renamed', image);
    const shown = await owner.json<Shown>('image', 'show', image);
    assert.equal(shown.name, 'renamed');
    assert.deepEqual(shown.tags, ['stable']);
    assert.equal(shown.protected, true);
    assert.equal(shown.min_disk, 2);
    assert.equal(shown.properties['os_distro'], 'debian');
    assert.equal(shown.owner, ownerProject);
    assert.equal(shown.visibility, 'shared');
  });

  test('finds it by property and by tag', async () => {
    assert.deepEqual(await idsOf(owner, '--property', 'os_distro=debian'), [image]);
    assert.deepEqual(await idsOf(owner, '--tag', 'stable'), [image]);
    assert.deepEqual(await idsOf(owner, '--tag', 'unstable'), []);
  });

  test('cannot delete it while it is protected', async () => {
    const { code, stderr } = await owner.try('image', 'delete', image);
    assert.notEqual(code, 0);
    assert.match(stderr, /is protected and cannot be deleted/);
  });

  test('removes property and protection, and deletes it', async () => {
    await owner.run('image', 'unset', '--property', 'os_distro', image);
    await owner.run('image', 'set', '--unprotected', image);
    await owner.run('image', 'delete', image);
    const { code } = await owner.try('image', 'show', image);
    assert.notEqual(code, 0);
  });
});

test('A user lists the projects it works in', async () => {
  const projects = await recipient.json<{ Name: string }[]>('project', 'list');
  assert.deepEqual(projects.map((project) => project.Name).toSorted(), [
    'RegionOne',
    'RegionTwo',
    'RegionTwo_Image-Sharing',
  ]);
});

describe('An administrator', () => {
  let project: string;
  let user: string;

  test('issues a token and reads the catalogue', async () => {
    const token = await admin.json<{ id: string }>('token', 'issue');
    assert.notEqual(token.id, '');
    const catalog = await admin.json<{ Type: string; Endpoints: { url: string }[] }[]>(
      'catalog',
      'list',
    );
    assert.deepEqual(catalog.map((entry) => entry.Type).toSorted(), ['identity', 'image']);
    for (const { Endpoints } of catalog) {
      assert.ok(Endpoints.length > 0);
      assert.ok(Endpoints.every(({ url }) => url.startsWith(service.url)));
    }
  });

  test('creates and shows a project', async () => {
    const made = await admin.json<{ id: string }>(
      'project',
      'create',
      '--description',
      'tests',
      'builders',
    );
    project = made.id;
    const shown = await admin.json<{ id: string; enabled: boolean; description: string }>(
      'project',
      'show',
      'builders',
    );
    assert.deepEqual([shown.id, shown.enabled, shown.description], [project, true, 'tests']);
  });

  test('creates a user and gives it a role, which stands in the list of assignments', async () => {
    user = (
      await admin.json<{ id: string }>('user', 'create', '--password', 'Correct-horse-7', 'builder')
    ).id;
    await admin.run('role', 'add', '--project', 'builders', '--user', 'builder', 'member');
    const assignments = await admin.json<Record<string, unknown>[]>(
      'role',
      'assignment',
      'list',
      '--names',
      '--project',
      'builders',
    );
    assert.deepEqual(
      assignments.map(({ Role, User, Project }) => ({ Role, User, Project })),
      [{ Role: 'member', User: 'builder@Default', Project: 'builders@Default' }],
    );
  });

  test('has made somebody who can sign in and list images', async () => {
    const builder = openstackWith({
      OS_IDENTITY_API_VERSION: '3',
      OS_AUTH_URL: `${service.url}/v3`,
      OS_REGION_NAME: 'RegionOne',
      OS_USERNAME: 'builder',
      OS_PASSWORD: 'Correct-horse-7',
      OS_USER_DOMAIN_NAME: 'Default',
      OS_PROJECT_NAME: 'builders',
      OS_PROJECT_DOMAIN_NAME: 'Default',
    });
    assert.deepEqual(await idsOf(builder), []);
  });

  test('deletes both', async () => {
    await admin.run('user', 'delete', user);
    await admin.run('project', 'delete', project);
    const { code } = await admin.try('project', 'show', project);
    assert.notEqual(code, 0);
  });
});

describe('An application credential', () => {
  let credential: { id: string; secret: string };

  before(async () => {
    credential = await owner.json('application', 'credential', 'create', 'pipeline');
  });

  test('signs in to the project it was made in', async () => {
    const pipeline = openstackWith({
      OS_AUTH_TYPE: 'v3applicationcredential',
      OS_AUTH_URL: `${service.url}/v3`,
      OS_REGION_NAME: 'RegionOne',
      OS_IDENTITY_API_VERSION: '3',
      OS_APPLICATION_CREDENTIAL_ID: credential.id,
      OS_APPLICATION_CREDENTIAL_SECRET: credential.secret,
    });
    assert.equal(await projectOf(pipeline), ownerProject);
    assert.deepEqual(await idsOf(pipeline), await idsOf(owner));
  });

  test('does not sign in with another secret, nor once it is deleted', async () => {
    const { authUrl } = await readCloud(service.clouds, 'owner');
    const withSecret = (secret: string): OpenStack =>
      openstackWith({
        OS_AUTH_TYPE: 'v3applicationcredential',
        OS_AUTH_URL: authUrl,
        OS_REGION_NAME: 'RegionOne',
        OS_IDENTITY_API_VERSION: '3',
        OS_APPLICATION_CREDENTIAL_ID: credential.id,
        OS_APPLICATION_CREDENTIAL_SECRET: secret,
      });
    assert.match((await withSecret('wrong').try('token', 'issue')).stderr, /HTTP 401/);
    await owner.run('application', 'credential', 'delete', credential.id);
    assert.match((await withSecret(credential.secret).try('token', 'issue')).stderr, /HTTP 401/);
  });
});

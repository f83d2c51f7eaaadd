// What the guest understands of the settings that a cloud gives, read by its own scripts.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { runTool } from './run-tool.ts';

const guest = join(import.meta.dirname, 'guest');

async function temporary(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-seed-'));
  t.after(async () => await rm(folder, { recursive: true, force: true }));
  return folder;
}

async function instructions(t: TestContext, ...configs: readonly string[]): Promise<string[]> {
  const folder = await temporary(t);
  const files: string[] = [];
  for (const [index, config] of configs.entries()) {
    const file = join(folder, index === configs.length - 1 ? 'meta-data' : `${index}.cfg`);
    await writeFile(file, config);
    files.push(file);
  }
  const printed = await runTool('awk', ['-f', join(guest, 'read-seed.awk'), ...files]);
  return printed.split('\n').filter((line) => line !== '');
}

test('Lists, nested keys, flow style and quoted words are read', async (t) => {
  const config = `#cloud-config
ssh_pwauth: true   # a comment
ssh_authorized_keys:
  - "ssh-ed25519 AAAA a, #b"
  - ssh-rsa BBBB me@home
chpasswd: { expire: false, users: [ {name: root, password: "$6$s$h./", type: hash}, {name: bob, password: 'a: {b}, c', type: text} ] }
users:
  - default
  - name: eve
    ssh_authorized_keys:
      - ssh-ed25519 CCCC eve
`;
  assert.deepEqual(await instructions(t, config, 'instance-id: i-1\nlocal-hostname: web\n'), [
    'pwauth\ttrue',
    'key\troot\tssh-ed25519 AAAA a, #b',
    'key\troot\tssh-rsa BBBB me@home',
    'hash\troot\t$6$s$h./',
    'text\tbob\ta: {b}, c',
    'user\teve',
    'key\teve\tssh-ed25519 CCCC eve',
    'instance-id\ti-1',
    'hostname\tweb',
  ]);
});

test('The default user may have another name, and passwords come as lines, too', async (t) => {
  const config = `#cloud-config
user: joe
password: secret
chpasswd:
  list: |
    root:pw:1
    joe:$6$s$h
`;
  assert.deepEqual(await instructions(t, config, 'instance-id: i-1\n'), [
    'text\tjoe\tsecret',
    'text\troot\tpw:1',
    'hash\tjoe\t$6$s$h',
    'instance-id\ti-1',
  ]);
});

test('Of two that name the host the first counts', async (t) => {
  const first = '#cloud-config\nhostname: theirs\n';
  const second = '#cloud-config\nhostname: ours\nssh_pwauth: false\n';
  assert.deepEqual(await instructions(t, first, second, 'instance-id: i-1\nlocal-hostname: x\n'), [
    'hostname\ttheirs',
    'pwauth\tfalse',
    'instance-id\ti-1',
  ]);
});

test('What is neither configuration nor script says nothing', async (t) => {
  assert.deepEqual(await instructions(t, 'hostname: no\n', 'instance-id: i-1\n'), [
    'instance-id\ti-1',
  ]);
});

test('A message of several parts is taken apart in its order', async (t) => {
  const folder = await temporary(t);
  const message = join(folder, 'user-data');
  await writeFile(
    message,
    `Content-Type: multipart/mixed; boundary="=="
MIME-Version: 1.0

--==
Content-Type: text/x-shellscript; charset="utf-8"

#!/bin/sh
# boundary="no"
echo one
--==
Content-Type: text/plain

nothing to us
--==
Content-Type: text/cloud-config

#cloud-config
hostname: web
--==--
`,
  );
  const parts = join(guest, 'split-user-data.awk');
  await runTool('awk', ['-v', `folder=${folder}`, '-f', parts, message]);
  const files = (await readdir(folder)).filter((name) => name !== 'user-data').toSorted();
  assert.deepEqual(files, ['01.sh', '02.cfg']);
  assert.equal(
    await readFile(join(folder, '01.sh'), 'utf8'),
    '#!/bin/sh\n# boundary="no"\necho one\n',
  );
  assert.equal(await readFile(join(folder, '02.cfg'), 'utf8'), '#cloud-config\nhostname: web\n');
});

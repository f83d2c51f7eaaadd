import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { testService } from '../../../../test/support/test-service.ts';
import { createKeyPair } from './create-key-pair.ts';
import { deleteKeyPair } from './delete-key-pair.ts';
import { listKeyPairs } from './list-key-pairs.ts';
import { makePair, readPublicKey } from './openssh-key.ts';

const run = promisify(execFile);

async function file(t: TestContext, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-key-'));
  t.after(async () => await rm(folder, { recursive: true }));
  const path = join(folder, 'key');
  await writeFile(path, text, { mode: 0o600 });
  return path;
}

test('ssh-keygen finds the public half of a private key that was made here, and its fingerprint', async (t) => {
  const { publicKey, privateKey } = makePair('laptop');
  const path = await file(t, privateKey);
  const { stdout } = await run('ssh-keygen', ['-y', '-f', path]);
  assert.equal(stdout.trim(), publicKey.line);
  const { stdout: shown } = await run('ssh-keygen', ['-l', '-f', path]);
  assert.ok(shown.includes(publicKey.fingerprint), shown);
});

test('what is no public key is refused', () => {
  const { publicKey } = makePair('x');
  const [algorithm = '', base64 = ''] = publicKey.line.split(' ');
  for (const text of [
    '',
    'ssh-ed25519',
    `ssh-rsa ${base64}`,
    `${algorithm} ${base64.slice(0, -8)}`,
    `${publicKey.line}\nssh-ed25519 AAAA`,
    `command="evil" ${publicKey.line}`,
    `ssh-dss ${base64}`,
  ]) {
    assert.throws(() => readPublicKey(text), { code: 'key-pair.invalid-key' }, text);
  }
});

test("key pairs are a project's: made, listed, deleted; the private half is told once", async (t) => {
  const service = await testService(t, { keyPairsPerProject: 2 });
  const { context } = service;
  const { actor, project } = await service.person();
  const { keyPair, privateKey } = await createKeyPair(context, actor, { name: 'made' });
  assert.match(privateKey ?? '', /^-----BEGIN OPENSSH PRIVATE KEY-----/);
  const theirs = makePair('theirs').publicKey.line;
  const given = await createKeyPair(context, actor, { name: 'given', publicKey: theirs });
  assert.deepEqual([given.privateKey, given.keyPair.publicKey], [null, theirs]);
  assert.deepEqual(await listKeyPairs(context, actor), [given.keyPair, keyPair]);
  await assert.rejects(createKeyPair(context, actor, { name: 'third' }), {
    code: 'key-pair.too-many',
  });
  const stranger = await service.person();
  assert.deepEqual(await listKeyPairs(context, stranger.actor), []);
  await assert.rejects(deleteKeyPair(context, stranger.actor, 'made'), {
    code: 'key-pair.not-found',
  });
  const reader = await service.person({ project, role: 'reader' });
  await assert.rejects(deleteKeyPair(context, reader.actor, 'made'), { code: 'server.forbidden' });
  await deleteKeyPair(context, actor, 'made');
  await assert.rejects(createKeyPair(context, actor, { name: 'given' }), {
    code: 'key-pair.exists',
  });
  await assert.rejects(createKeyPair(context, actor, { name: 'a b' }), {
    code: 'key-pair.invalid-name',
  });
});

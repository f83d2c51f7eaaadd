import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openSecret, sealSecret } from './sealed-secret.ts';

const key = new Uint8Array(32).fill(1);
const otherKey = new Uint8Array(32).fill(2);

test('a sealed secret opens with the key and the id that it was sealed with', () => {
  assert.equal(openSecret(key, 'ID', sealSecret(key, 'ID', 'sécret')), 'sécret');
});

test('a secret is sealed differently each time, and not to be read in it', () => {
  const [one, other] = [sealSecret(key, 'ID', 'secret'), sealSecret(key, 'ID', 'secret')];
  assert.notEqual(one, other);
  assert.doesNotMatch(Buffer.from(one, 'base64url').toString('latin1'), /secret/);
});

test('another key, the id of another access key or a changed byte opens nothing', () => {
  const sealed = sealSecret(key, 'ID', 'secret');
  assert.throws(() => openSecret(otherKey, 'ID', sealed));
  assert.throws(() => openSecret(key, 'OTHER', sealed));
  const bytes = Buffer.from(sealed, 'base64url');
  for (const index of bytes.keys()) {
    const changed = Buffer.from(bytes);
    changed[index] = (changed[index] ?? 0) ^ 1;
    assert.throws(() => openSecret(key, 'ID', changed.toString('base64url')), `byte ${index}`);
  }
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPasswordGood, makePassword } from './password.ts';

describe('a password of a server', () => {
  test('has three of four kinds of characters, and neither too few nor too many', () => {
    for (const good of ['Abcdefg1', 'abcdef1!', 'ABCDEF1!', 'Aa1!'.repeat(6)]) {
      assert.ok(isPasswordGood(good), good);
    }
    for (const bad of [
      '',
      'Abcde1!',
      'abcdefgh1',
      'ABCDEFGH!',
      `Aa1${'x'.repeat(24)}`,
      'Abcdefg1密',
    ]) {
      assert.ok(!isPasswordGood(bad), bad);
    }
  });

  test('that is made is good, and another one each time', () => {
    const made = new Set(Array.from({ length: 200 }, () => makePassword()));
    assert.equal(made.size, 200);
    for (const password of made) {
      assert.ok(isPasswordGood(password), password);
      assert.match(password, /^[^0O1lI]{16}$/);
    }
  });
});

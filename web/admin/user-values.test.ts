import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newUserOf, userChangeOf } from './user-values.ts';

const values = { name: 'ann', description: '', email: ' ', password: '', accountId: 'a1' };

describe('what is entered about a user', () => {
  test('makes one without what is left empty', () => {
    assert.deepEqual(newUserOf({ ...values, password: 'secret' }), {
      name: 'ann',
      description: '',
      password: 'secret',
      accountId: 'a1',
    });
  });

  test('takes an address away when it is emptied, and leaves the password as it is', () => {
    assert.deepEqual(userChangeOf(values), { name: 'ann', description: '', email: null });
    const change = userChangeOf({ ...values, email: 'ann@example.com ', password: 'new' });
    assert.deepEqual([change.email, change.password], ['ann@example.com', 'new']);
  });
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loginOf, userDataOf } from './login-values.ts';

test('a login has what its kind needs, whatever else was typed before', () => {
  const typed = { password: 'Abcdefg1', keyName: 'laptop' };
  assert.deepEqual(loginOf({ login: 'password', ...typed }), {
    kind: 'password',
    password: 'Abcdefg1',
  });
  assert.deepEqual(loginOf({ login: 'key', ...typed }), { kind: 'key', keyName: 'laptop' });
  assert.deepEqual(loginOf({ login: 'image', ...typed }), { kind: 'image' });
});

test('user data is sent as it was typed, and not at all when there is none', () => {
  assert.deepEqual(userDataOf({ login: 'image', userData: '#!/bin/sh\n' }), {
    userData: '#!/bin/sh\n',
  });
  assert.deepEqual(userDataOf({ login: 'image', userData: ' \n' }), {});
  assert.deepEqual(userDataOf({ login: 'image' }), {});
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hostNameOf, seedOf } from './seed.ts';

const server = {
  name: 'Web 1',
  instanceId: 'i-1',
  login: 'image',
  publicKey: null,
  passwordHash: null,
  userData: null,
} as const;

describe('a host name', () => {
  for (const [name, host] of [
    ['web-1', 'web-1'],
    ['Web 1', 'web-1'],
    ['--a__b--', 'a-b'],
    ['服务器', 'server'],
    ['x'.repeat(80), 'x'.repeat(63)],
    ['a: b\n- c', 'a-b-c'],
  ] as const) {
    test(`of ${JSON.stringify(name)} is ${host}`, () => assert.equal(hostNameOf(name), host));
  }
});

test('a seed tells the guest its id and name, and leaves the login to the image', () => {
  assert.deepEqual(seedOf(server), {
    metaData: 'instance-id: i-1\nlocal-hostname: web-1\n',
    userData: '#cloud-config\nhostname: web-1\n',
  });
});

test('a seed has the hash of a password and the key, each as one quoted value', () => {
  const { userData } = seedOf({
    ...server,
    login: 'password',
    passwordHash: '$6$salt$hash',
    publicKey: 'ssh-ed25519 AAAA "} evil',
  });
  assert.equal(
    userData,
    [
      '#cloud-config',
      'hostname: web-1',
      'disable_root: false',
      'ssh_pwauth: true',
      'ssh_authorized_keys:',
      String.raw`  - "ssh-ed25519 AAAA \"} evil"`,
      'chpasswd:',
      '  expire: false',
      '  users:',
      '    - {name: root, password: "$6$salt$hash", type: hash}',
      '',
    ].join('\n'),
  );
});

describe('user data', () => {
  const partsOf = (userData: string): string[] => {
    const text = seedOf({ ...server, userData }).userData;
    const boundary = /boundary="([^"]+)"/.exec(text)?.[1] ?? assert.fail('no boundary');
    return text.split(`--${boundary}`).slice(1, -1);
  };
  for (const [userData, type] of [
    ['#cloud-config\nruncmd: []\n', 'text/cloud-config'],
    ['#!/bin/sh\necho ==part\n', 'text/x-shellscript'],
    ['#include\nhttp://example.test/\n', 'text/plain'],
    ['Content-Type: multipart/mixed; boundary="b"\n\n--b--', 'multipart/mixed'],
  ] as const) {
    test(`that is ${type} goes beside ours`, () => {
      const [theirs, ours, ...more] = partsOf(userData);
      assert.match(theirs ?? '', new RegExp(`^\\nContent-Type: ${type}`));
      assert.ok(theirs?.includes(userData));
      assert.match(ours ?? '', /merge_how[^]*hostname: web-1/);
      assert.deepEqual(more, []);
    });
  }
});

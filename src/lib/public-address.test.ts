import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPublicAddress } from './public-address.ts';

test('an address of the public internet is public', () => {
  for (const address of ['1.1.1.1', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '2a00:1450::1']) {
    assert.equal(isPublicAddress(address), true, address);
  }
});

test('what leads to this machine, its network or its cloud is not', () => {
  const inside = [
    '0.0.0.0',
    '10.1.2.3',
    '100.100.100.200',
    '127.0.0.1',
    '127.9.9.9',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    'fc00::1',
    'ff02::1',
    '2001:db8::1',
  ];
  for (const address of inside) assert.equal(isPublicAddress(address), false, address);
});

test('an IPv6 address with an IPv4 one in it is not public', () => {
  for (const address of [
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  ]) {
    assert.equal(isPublicAddress(address), false, address);
  }
});

test('what is no address is not public', () => {
  for (const text of ['', 'localhost', '1.1.1', '0x7f.1', '[::1]']) {
    assert.equal(isPublicAddress(text), false, text);
  }
});

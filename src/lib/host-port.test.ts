import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostPortOf, parseHostPort } from './host-port.ts';

test('a pair is spelled as a URL spells it', () => {
  assert.equal(parseHostPort('Mirror.Example:8080'), 'mirror.example:8080');
  assert.equal(parseHostPort('0x7f.1:080'), '127.0.0.1:80');
  assert.equal(parseHostPort('[0::1]:443'), '[::1]:443');
});

test('what is no pair is null', () => {
  for (const text of ['', 'host', 'host:', ':80', 'host:0', 'host:65536', 'a/b:80', 'u@h:80']) {
    assert.equal(parseHostPort(text), null, text);
  }
});

test('a URL without a port leads to that of its scheme', () => {
  assert.equal(hostPortOf(new URL('http://a.example/x')), 'a.example:80');
  assert.equal(hostPortOf(new URL('https://a.example/x')), 'a.example:443');
  assert.equal(hostPortOf(new URL('https://a.example:80/x')), 'a.example:80');
});

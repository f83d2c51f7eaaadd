import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaultKind } from '../../domain/fault.ts';
import { changesOf } from './json-patch.ts';

const v21 = 'application/openstack-images-v2.1-json-patch';
const v20 = 'application/openstack-images-v2.0-json-patch';

function refuses(body: unknown, kind: FaultKind, type: string | undefined = v21): void {
  assert.throws(() => changesOf(type, body), { kind }, JSON.stringify(body));
}

test('whole attributes and properties are added, replaced and removed, in the order of the body', () => {
  const body = [
    { op: 'replace', path: '/name', value: 'new' },
    { op: 'add', path: '/os_hidden', value: true },
    { op: 'add', path: '/os_distro', value: 'debian' },
    { op: 'replace', path: '/os_version', value: '12' },
    { op: 'remove', path: '/os_codename' },
  ];
  assert.deepEqual(changesOf(v21, body), [
    { set: { name: 'new' } },
    { set: { hidden: true } },
    { op: 'add', property: 'os_distro', value: 'debian' },
    { op: 'replace', property: 'os_version', value: '12' },
    { op: 'remove', property: 'os_codename' },
  ]);
});

test('the older media type names the attribute in the operation', () => {
  const body = [{ replace: '/name', value: 'new' }, { remove: '/os_codename' }];
  assert.deepEqual(changesOf(v20, body), [
    { set: { name: 'new' } },
    { op: 'remove', property: 'os_codename' },
  ]);
  refuses([{ add: '/a', replace: '/b', value: '' }], 'invalid', v20);
  refuses([{ value: '' }], 'invalid', v20);
});

test('other media types are refused, and parameters of the right one are not looked at', () => {
  for (const type of [undefined, '', 'application/json', 'application/json-patch+json']) {
    assert.throws(() => changesOf(type, []), { kind: 'unsupported' });
  }
  assert.deepEqual(changesOf(`${v21}; charset=utf-8`, []), []);
});

test('an empty list changes nothing', () => {
  assert.deepEqual(changesOf(v21, []), []);
});

test('a body that is no list of operations is refused', () => {
  for (const body of [undefined, null, {}, 'text', [null], [[]], ['text'], [{}]]) {
    refuses(body, 'invalid');
  }
});

test('an operation is add, replace or remove, and the first two have a value', () => {
  for (const op of ['test', 'move', 'copy', '', 1, undefined]) {
    refuses([{ op, path: '/name', value: 'x' }], 'invalid');
  }
  refuses([{ op: 'add', path: '/name' }], 'invalid');
  refuses([{ op: 'replace', path: '/name' }], 'invalid');
});

test('a pointer names one whole attribute', () => {
  for (const path of ['name', '', '/', '/tags/0', '//', '/name/', '/a~b', '/a~2', undefined, 1]) {
    refuses([{ op: 'add', path, value: 'x' }], 'invalid');
  }
});

test('a pointer is unescaped once', () => {
  assert.deepEqual(changesOf(v21, [{ op: 'add', path: '/a~1b~01', value: '' }]), [
    { op: 'add', property: 'a/b~1', value: '' },
  ]);
});

test('what clients may not write is forbidden', () => {
  for (const name of ['id', 'status', 'size', 'checksum', 'created_at', 'owner', 'locations']) {
    refuses([{ op: 'replace', path: `/${name}`, value: 'x' }], 'forbidden');
  }
  refuses([{ op: 'remove', path: '/name' }], 'forbidden');
});

test('a value that does not fit the schema is refused', () => {
  for (const [name, value] of [
    ['visibility', 'secret'],
    ['min_disk', -1],
    ['min_disk', '1'],
    ['protected', 'true'],
    ['tags', ['a', 1]],
    ['disk_format', 'floppy'],
    ['os_distro', 1],
    ['os_distro', null],
  ] as const) {
    refuses([{ op: 'replace', path: `/${name}`, value }], 'invalid');
  }
});

test('a data disk is told by virtual_env_type, and taking that away makes it a system disk', () => {
  assert.deepEqual(changesOf(v21, [{ op: 'add', path: '/virtual_env_type', value: 'DataImage' }]), [
    { op: 'add', property: 'virtual_env_type', value: 'DataImage' },
    { set: { kind: 'data' } },
  ]);
  assert.deepEqual(changesOf(v21, [{ op: 'remove', path: '/virtual_env_type' }]), [
    { op: 'remove', property: 'virtual_env_type' },
    { set: { kind: 'system' } },
  ]);
});

test('a property may be called like something that every object has', () => {
  assert.deepEqual(changesOf(v21, [{ op: 'add', path: '/constructor', value: 'x' }]), [
    { op: 'add', property: 'constructor', value: 'x' },
  ]);
});

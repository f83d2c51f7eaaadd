import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fault, type FaultKind } from '../fault.ts';
import { checkAttributes, kindFor, refuseReservedProperty } from './attributes.ts';

const settings = { propertiesPerImage: 3, tagsPerImage: 2 };
const plain = { name: 'disk', minDisk: 0, minRam: 0, properties: {}, tags: [] };

function refuses(change: Partial<Parameters<typeof checkAttributes>[1]>, kind: FaultKind): void {
  assert.throws(
    () => checkAttributes(settings, { ...plain, ...change }),
    (error) => error instanceof Fault && error.kind === kind,
  );
}

function accepts(change: Partial<Parameters<typeof checkAttributes>[1]>): void {
  checkAttributes(settings, { ...plain, ...change });
}

test('a name may be missing and has at most 255 characters', () => {
  accepts({ name: null });
  accepts({ name: 'x'.repeat(255) });
  refuses({ name: 'x'.repeat(256) }, 'invalid');
});

test('a text that the database cannot hold is refused wherever it stands', () => {
  for (const text of ['a\0b', 'a\ud800b']) {
    refuses({ name: text }, 'invalid');
    refuses({ tags: [text] }, 'invalid');
    refuses({ properties: { [text]: '' } }, 'invalid');
    refuses({ properties: { a: text } }, 'invalid');
  }
  accepts({ name: '\u{1f4bf}', tags: ['\u{1f4bf}'], properties: { '\u{1f4bf}': '\u{1f4bf}' } });
});

test('sizes are whole numbers that fit into 32 bits', () => {
  accepts({ minDisk: 2_147_483_647, minRam: 2_147_483_647 });
  for (const size of [-1, 0.5, 2_147_483_648, Number.NaN]) {
    refuses({ minDisk: size }, 'invalid');
    refuses({ minRam: size }, 'invalid');
  }
});

test('there are no more tags and properties than the settings allow', () => {
  accepts({ tags: ['a', 'b'], properties: { a: '', b: '', c: '' } });
  refuses({ tags: ['a', 'b', 'c'] }, 'tooLarge');
  refuses({ properties: { a: '', b: '', c: '', d: '' } }, 'tooLarge');
});

test('a property has a name of at most 255 characters and a value of at most 65 535', () => {
  accepts({ properties: { ['n'.repeat(255)]: 'v'.repeat(65_535) } });
  refuses({ properties: { '': 'v' } }, 'invalid');
  refuses({ properties: { ['n'.repeat(256)]: '' } }, 'invalid');
  refuses({ properties: { n: 'v'.repeat(65_536) } }, 'invalid');
});

test("what only the service sets is not a client's to write", () => {
  for (const name of ['os_glance_importing_to_stores', 'os_glance', '__whole_image']) {
    assert.throws(() => refuseReservedProperty(name), { kind: 'forbidden' });
  }
  refuseReservedProperty('os_distro');
  refuseReservedProperty('__support_kvm');
});

test('an ISO is its own kind for as long as it has that format', () => {
  assert.equal(kindFor('system', 'iso'), 'iso');
  assert.equal(kindFor('iso', 'qcow2'), 'system');
  assert.equal(kindFor('iso', null), 'iso');
  assert.equal(kindFor('system', 'raw'), 'system');
  assert.equal(kindFor('data', 'iso'), 'data');
  assert.equal(kindFor('server', 'iso'), 'server');
});

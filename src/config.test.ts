import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from './config.ts';
import { settingsTable } from './settings-table.ts';

function refuses(env: Record<string, string>, words: RegExp): void {
  assert.throws(
    () => readConfig(env),
    (error) => error instanceof Error && words.test(error.message) && !error.message.includes('\n'),
    JSON.stringify(env),
  );
}

test('without an environment every setting has its default', () => {
  const config = readConfig({});
  assert.equal(config.port, 9292);
  assert.equal(config.host, '127.0.0.1');
  assert.equal(config.publicUrl, null);
  assert.equal(config.settings.consent, 'strict');
  assert.equal(config.settings.membersPerImage, 128);
  assert.ok(Object.isFrozen(config) && Object.isFrozen(config.settings));
});

test('an empty value is as good as none', () => {
  assert.equal(readConfig({ ACCORD_PORT: '', ACCORD_CONSENT: '' }).port, 9292);
});

test('values are taken from the environment', () => {
  const config = readConfig({
    ACCORD_PORT: '0',
    ACCORD_CONSENT: 'glance',
    ACCORD_PUBLIC_URL: 'https://images.example/accord//',
    PATH: '/usr/bin',
  });
  assert.equal(config.port, 0);
  assert.equal(config.settings.consent, 'glance');
  assert.equal(config.publicUrl, 'https://images.example/accord');
});

test('a number is whole and within its bounds', () => {
  for (const port of ['-1', '65536', '80.5', 'http', '0x50', ' 80', '1e3']) {
    refuses({ ACCORD_PORT: port }, /ACCORD_PORT .*0 to 65535/);
  }
});

test('a choice is one of its words', () => {
  refuses({ ACCORD_CONSENT: 'Strict' }, /ACCORD_CONSENT must be strict or glance/);
});

test('an address is an http or https one without a query', () => {
  for (const url of [
    'images.example',
    'ftp://images.example',
    'http://',
    'http://a?b',
    'http://a b',
  ]) {
    refuses({ ACCORD_PUBLIC_URL: url }, /ACCORD_PUBLIC_URL/);
  }
});

test('a secret key is long enough, and is not told when it is not', () => {
  refuses({ ACCORD_SECRET_KEY: 'abcdef' }, /^(?!.*abcdef).*ACCORD_SECRET_KEY/);
  assert.equal(readConfig({ ACCORD_SECRET_KEY: 'ab'.repeat(32) }).secretKey.length, 64);
});

test('a setting that does not exist is refused, so that a misspelt one is noticed', () => {
  refuses({ ACCORD_CONSENTS: 'strict' }, /ACCORD_CONSENTS is not a setting/);
});

test('every default is a value that its own check accepts', () => {
  for (const setting of Object.values(settingsTable)) setting.parse(setting.fallback);
});

test('stores are named and placed, the first is the default', () => {
  const { data, stores } = readConfig({ ACCORD_STORES: 'fast, cheap=/srv/cheap' });
  assert.deepEqual(stores, [
    { name: 'fast', folder: `${data}/images-fast` },
    { name: 'cheap', folder: '/srv/cheap' },
  ]);
  assert.deepEqual(readConfig({}).stores, [{ name: 'default', folder: `${data}/images` }]);
});

test('stores with odd or equal names, or with one folder, are refused', () => {
  for (const text of ['Fast', 'a b', '=x', 'a,', 'a='])
    refuses({ ACCORD_STORES: text }, /names of/);
  refuses({ ACCORD_STORES: 'a,a=/x' }, /twice/);
  refuses({ ACCORD_STORES: 'a=/x,b=/x/' }, /same folder/);
});

test('hosts that may be imported from are pairs of host and port', () => {
  const { settings } = readConfig({ ACCORD_IMPORT_ALLOW: 'Mirror.example:8080, 0x7f.1:81' });
  assert.deepEqual(settings.importAllow, ['mirror.example:8080', '127.0.0.1:81']);
  refuses({ ACCORD_IMPORT_ALLOW: 'mirror.example' }, /host:port/);
});

test('a bucket has a name, a folder and perhaps projects that it is for', () => {
  const [one, two] = ['0'.repeat(32), 'a'.repeat(32)];
  assert.deepEqual(readConfig({}).buckets, []);
  assert.deepEqual(
    readConfig({ ACCORD_BUCKETS: `disks=/srv/disks, their.own-1@${one}+${two}=/srv/a=b` }).buckets,
    [
      { name: 'disks', folder: '/srv/disks', projects: null },
      { name: 'their.own-1', folder: '/srv/a=b', projects: [one, two] },
    ],
  );
  for (const text of ['disks', 'disks=', '=/srv', 'Disks=/srv', 'a b=/srv', 'a@b=/srv', 'a=/s,']) {
    refuses({ ACCORD_BUCKETS: text }, /ACCORD_BUCKETS must be/);
  }
  refuses({ ACCORD_BUCKETS: 'a=/srv/a,a=/srv/b' }, /names a bucket twice/);
});

test('no bucket holds what the service keeps', () => {
  const kept = { ACCORD_DATA: '/srv/accord', ACCORD_STORES: 'default,far=/mnt/far' };
  const folders = [
    '/',
    '/srv',
    '/srv/accord',
    '/srv/accord/secrets',
    '/mnt/far/blobs',
    '/mnt/far/',
  ];
  for (const folder of folders) {
    refuses({ ...kept, ACCORD_BUCKETS: `a=${folder}` }, /holds data of the service itself/);
  }
  assert.equal(readConfig({ ...kept, ACCORD_BUCKETS: 'a=/srv/accord-b' }).buckets.length, 1);
});

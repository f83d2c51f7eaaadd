import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import type { Actor } from '../actor.ts';
import { createImage, type NewImage } from './create-image.ts';
import { findImage } from './find-image.ts';
import type { SeenImage } from './image.ts';
import { updateImage, type ImageChange } from './update-image.ts';
import { uploadBytes } from './upload-bytes.ts';

interface World {
  readonly owner: Actor;
  readonly admin: Actor;
  /** Default: by the owner. */
  readonly update: (changes: readonly ImageChange[], by?: Actor) => Promise<SeenImage>;
  readonly show: () => Promise<SeenImage>;
  readonly upload: () => Promise<void>;
}

async function imageOf(t: TestContext, draft: NewImage = {}): Promise<World> {
  const service = await testService(t, { propertiesPerImage: 2 });
  const { context } = service;
  const { actor: owner } = await service.person();
  const { actor: admin } = await service.person({ role: 'admin' });
  const formats = { diskFormat: 'raw', containerFormat: 'bare' } as const;
  const { id } = await createImage(context, owner, { ...formats, ...draft });
  return {
    owner,
    admin,
    update: async (changes, by = owner) => await updateImage(context, by, id, changes),
    show: async () => await findImage(context, context.db, owner, id, 'image.show'),
    upload: async () =>
      await uploadBytes(
        context,
        owner,
        id,
        (async function* () {
          yield new Uint8Array(10);
        })(),
      ),
  };
}

test('changes count one after the other', async (t) => {
  const { update } = await imageOf(t);
  const image = await update([
    { set: { name: 'first' } },
    { op: 'add', property: 'os', value: 'a' },
    { op: 'replace', property: 'os', value: 'b' },
    { op: 'add', property: 'arch', value: 'c' },
    { op: 'remove', property: 'arch' },
    { set: { name: 'last', tags: ['x', 'x', 'y'] } },
  ]);
  assert.deepEqual(
    { name: image.name, properties: image.properties, tags: image.tags },
    { name: 'last', properties: { os: 'b' }, tags: ['x', 'y'] },
  );
});

test('when one change is refused none of them counts', async (t) => {
  const { update, show } = await imageOf(t, { name: 'before' });
  for (const bad of [
    { op: 'replace', property: 'os', value: 'a' },
    { op: 'remove', property: 'os' },
  ] as const) {
    await assert.rejects(update([{ set: { name: 'after' } }, bad]), { kind: 'conflict' });
  }
  assert.equal((await show()).name, 'before');
});

test('adding a property that is there overwrites it', async (t) => {
  const { update } = await imageOf(t, { properties: { os: 'a' } });
  const image = await update([{ op: 'add', property: 'os', value: 'b' }]);
  assert.deepEqual(image.properties, { os: 'b' });
});

test('the limit counts what is there in the end', async (t) => {
  const { update } = await imageOf(t, { properties: { a: '', b: '' } });
  await assert.rejects(update([{ op: 'add', property: 'c', value: '' }]), { kind: 'tooLarge' });
  const image = await update([
    { op: 'add', property: 'c', value: '' },
    { op: 'remove', property: 'a' },
  ]);
  assert.deepEqual(Object.keys(image.properties).toSorted(), ['b', 'c']);
});

test('reserved properties are not written', async (t) => {
  const { update } = await imageOf(t);
  for (const property of ['__whole_image', '__originalimagename']) {
    await assert.rejects(update([{ op: 'add', property, value: 'true' }]), { kind: 'forbidden' });
  }
});

test('no change at all changes nothing, not even the time', async (t) => {
  const { update, show } = await imageOf(t);
  const before = await show();
  await update([]);
  assert.deepEqual(await show(), before);
});

test('only an administrator makes an image public, and its owner may take it back', async (t) => {
  const { update, admin } = await imageOf(t);
  await assert.rejects(update([{ set: { visibility: 'public' } }]), { kind: 'forbidden' });
  assert.equal((await update([{ set: { visibility: 'public' } }], admin)).visibility, 'public');
  assert.equal((await update([{ set: { name: 'still mine' } }])).visibility, 'public');
  assert.equal((await update([{ set: { visibility: 'private' } }])).visibility, 'private');
});

test('formats and kind are fixed once there are bytes', async (t) => {
  const { update, upload } = await imageOf(t);
  await update([{ set: { diskFormat: 'qcow2' } }, { set: { diskFormat: 'raw', kind: 'data' } }]);
  await upload();
  for (const set of [
    { diskFormat: 'qcow2' },
    { containerFormat: 'ovf' },
    { kind: 'system' },
  ] as const) {
    await assert.rejects(update([{ set }]), { code: 'image.format-fixed' });
  }
  const same = { diskFormat: 'raw', containerFormat: 'bare', kind: 'data' } as const;
  assert.equal((await update([{ set: { ...same, name: 'x' } }])).name, 'x');
});

test('the kind follows an ISO format', async (t) => {
  const { update } = await imageOf(t);
  assert.equal((await update([{ set: { diskFormat: 'iso' } }])).kind, 'iso');
  assert.equal((await update([{ set: { diskFormat: 'raw' } }])).kind, 'system');
});

test('a property may have any name that objects have', async (t) => {
  const { update, show } = await imageOf(t);
  await update([
    { op: 'add', property: '__proto__', value: 'a' },
    { op: 'add', property: 'constructor', value: 'b' },
  ]);
  const { properties } = await show();
  assert.deepEqual(
    new Map(Object.entries(properties)),
    new Map([
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ]),
  );
});

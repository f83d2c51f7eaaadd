import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Actor } from '../../domain/actor.ts';
import type { SeenImage } from '../../domain/images/image.ts';
import { presentImage } from './present.ts';

const image: SeenImage = {
  id: 'f2c7a3f0-5a5e-4b53-8d0c-2d1f7a1e9b11',
  owner: 'owner-project',
  regionId: 'RegionOne',
  kind: 'system',
  name: 'golden',
  status: 'active',
  visibility: 'shared',
  containerFormat: 'bare',
  diskFormat: 'raw',
  minDisk: 1,
  minRam: 0,
  protected: false,
  hidden: false,
  blob: 'ab'.repeat(32),
  stores: ['default'],
  size: 10,
  virtualSize: 10,
  checksum: 'cd'.repeat(16),
  detectedFormat: 'raw',
  encrypted: false,
  properties: {},
  tags: ['x'],
  importingTo: null,
  importFailed: null,
  origin: null,
  backupId: null,
  foreignBackup: false,
  createdAt: '2026-01-31T08:00:00.123456Z',
  updatedAt: '2026-01-31T08:00:01.999999Z',
  activeAt: null,
  memberStatus: null,
};

function actorOf(projectId: string, role: Actor['role'] = 'member'): Actor {
  return {
    userId: 'user',
    userName: 'user',
    domainId: 'domain',
    domainName: 'domain',
    scope: {
      kind: 'project',
      project: {
        id: projectId,
        name: 'project',
        domainId: 'domain',
        domainName: 'domain',
        regionId: 'RegionOne',
      },
    },
    role,
    roleNames: role === null ? [] : [role],
    requestId: 'req-test',
  };
}

const recipient = actorOf('recipient-project');
const strict = { consent: 'strict' } as const;

function statusFor(actor: Actor, change: Partial<SeenImage>) {
  return presentImage(strict, actor, { ...image, ...change })['status'];
}

test('who has not accepted sees an active image as deactivated, so that nothing boots it', () => {
  assert.equal(statusFor(recipient, { memberStatus: 'pending' }), 'deactivated');
  assert.equal(statusFor(recipient, { memberStatus: 'rejected' }), 'deactivated');
  assert.equal(statusFor(recipient, { memberStatus: 'accepted' }), 'active');
});

test("the owner, an administrator and a stranger see the image's own status", () => {
  assert.equal(statusFor(actorOf('owner-project'), {}), 'active');
  assert.equal(statusFor(actorOf('p', 'admin'), { memberStatus: 'pending' }), 'active');
  assert.equal(statusFor(recipient, { visibility: 'public', memberStatus: 'pending' }), 'active');
});

test('only an active image is masked', () => {
  assert.equal(statusFor(recipient, { memberStatus: 'pending', status: 'queued' }), 'queued');
});

test('under the consent of Glance nothing is masked', () => {
  const shown = presentImage({ consent: 'glance' }, recipient, {
    ...image,
    memberStatus: 'pending',
  });
  assert.equal(shown['status'], 'active');
});

test("a property does not take the place of an image's own attribute", () => {
  const properties = { id: 'other', status: 'queued', owner: 'me', self: '/elsewhere', os: 'a' };
  const shown = presentImage(strict, actorOf('owner-project'), { ...image, properties });
  assert.deepEqual(
    [shown['id'], shown['status'], shown['owner'], shown['self'], shown['os']],
    [image.id, 'active', 'owner-project', `/v2/images/${image.id}`, 'a'],
  );
});

test('times are shown in whole seconds', () => {
  const shown = presentImage(strict, actorOf('owner-project'), image);
  assert.equal(shown['created_at'], '2026-01-31T08:00:00Z');
  assert.equal(shown['updated_at'], '2026-01-31T08:00:01Z');
});

test('a data disk and an ISO are told apart from a system disk', () => {
  const shown = (kind: SeenImage['kind']) =>
    presentImage(strict, actorOf('owner-project'), { ...image, kind })['virtual_env_type'];
  assert.deepEqual(
    [shown('data'), shown('iso'), shown('system')],
    ['DataImage', 'IsoImage', undefined],
  );
});

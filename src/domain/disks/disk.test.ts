// The table of moves and the acts agree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  deviceOf,
  diskActs,
  diskStatuses,
  mayMoveDisk,
  refusalToDisk,
  type Disk,
  type DiskAct,
  type DiskStatus,
} from './disk.ts';

const disk: Disk = {
  id: 'disk',
  projectId: 'project',
  regionId: 'RegionOne',
  userId: 'user',
  name: 'disk',
  description: '',
  kind: 'data',
  status: 'available',
  jobId: null,
  fault: null,
  size: 1,
  volumeType: 'SSD',
  serverId: null,
  slot: null,
  deleteWithServer: false,
  source: null,
  base: null,
  metadata: {},
  createdAt: '',
  updatedAt: '',
  attachedAt: null,
};

/** The state that a disk is in while the act goes on. */
const meanwhile: Readonly<Record<DiskAct, DiskStatus | null>> = {
  attach: 'attaching',
  detach: 'detaching',
  grow: 'growing',
  capture: 'capturing',
  delete: 'deleting',
  update: null,
};

test('an act begins only where the disk may move to what it becomes meanwhile', () => {
  for (const act of diskActs) {
    for (const status of diskStatuses) {
      const to = meanwhile[act];
      if (to === null || refusalToDisk({ ...disk, status }, act) !== null) continue;
      assert.ok(mayMoveDisk(status, to), `${act} of a disk that is ${status}`);
    }
  }
});

test('a system disk comes and goes with its server', () => {
  for (const act of ['attach', 'detach', 'delete', 'capture'] as const) {
    const refusal = refusalToDisk({ ...disk, kind: 'system', status: 'in-use' }, act);
    assert.equal(refusal?.code, 'disk.system');
  }
  assert.equal(refusalToDisk({ ...disk, kind: 'system', status: 'in-use' }, 'grow'), null);
});

test('slots are devices in the order of the alphabet', () => {
  assert.deepEqual([0, 1, 24].map(deviceOf), ['/dev/vda', '/dev/vdb', '/dev/vdy']);
});

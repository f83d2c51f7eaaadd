import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { changesOf } from './event-changes.ts';

describe('the changes of an event', () => {
  test('are what was other before, properties one by one', () => {
    const before = {
      name: null,
      minDisk: 0,
      tags: ['x'],
      properties: { os_distro: 'debian', kept: '1' },
    };
    const after = {
      name: 'b',
      minDisk: 20,
      tags: ['x'],
      properties: { os_distro: 'ubuntu', kept: '1', note: 'n' },
    };
    assert.deepEqual(changesOf({ before, after }), [
      { field: 'name', isProperty: false, before: null, after: 'b' },
      { field: 'minDisk', isProperty: false, before: 0, after: 20 },
      { field: 'os_distro', isProperty: true, before: 'debian', after: 'ubuntu' },
      { field: 'note', isProperty: true, before: null, after: 'n' },
    ]);
  });

  test('are all that there is of something new, or gone', () => {
    const fields = { role: 'member', tags: [], description: '', target: { kind: 'project' } };
    const made = changesOf({ before: null, after: fields });
    assert.deepEqual(made, [
      { field: 'role', isProperty: false, before: null, after: 'member' },
      { field: 'target.kind', isProperty: false, before: null, after: 'project' },
    ]);
    const gone = changesOf({ before: fields, after: null });
    assert.deepEqual(
      gone.map(({ before, after }) => [before, after]),
      [
        ['member', null],
        ['project', null],
      ],
    );
  });

  test('are none where the trail tells of none', () => {
    assert.deepEqual(changesOf({ before: null, after: null }), []);
  });
});

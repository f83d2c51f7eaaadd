import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { groupByRegion, matchesProject } from './projects.ts';

function project(regionId: string, name: string): MyProject {
  return {
    id: `id-of-${name}`,
    name,
    description: '',
    regionId,
    accountId: 'a',
    accountName: 'Acme',
    role: 'member',
    waitingOffers: 0,
    openNotices: 0,
  };
}

const sharing = project('RegionTwo', 'RegionTwo_Image-Sharing');

describe('projects in the switcher', () => {
  test('stand below their regions', () => {
    const groups = groupByRegion([project('RegionOne', 'a'), project('RegionOne', 'b'), sharing]);
    assert.deepEqual(
      groups.map(({ regionId, inRegion }) => [regionId, inRegion.map(({ name }) => name)]),
      [
        ['RegionOne', ['a', 'b']],
        ['RegionTwo', ['RegionTwo_Image-Sharing']],
      ],
    );
  });

  test('are found by words of region, project and account, and by their id', () => {
    for (const text of [
      '',
      'sharing',
      'two image',
      'RegionTwo › RegionTwo_I',
      'acme',
      sharing.id,
    ]) {
      assert.ok(matchesProject(sharing, text), text);
    }
    assert.ok(!matchesProject(sharing, 'one sharing'));
  });
});

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { canBeProjectId, readProjectIds, verdictOf } from './project-ids.ts';

describe('project ids as they are typed', () => {
  test('may be separated by anything that people separate with', () => {
    const text = ' a,b，c、d;e；f\n\ng\th , , i ';
    assert.deepEqual(readProjectIds(text).ids, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']);
    assert.deepEqual(readProjectIds('  \n'), { ids: [], repeated: 0 });
  });

  test('count once', () => {
    assert.deepEqual(readProjectIds('a b a a'), { ids: ['a', 'b'], repeated: 2 });
  });

  test('are not looked up when they are too long to be any', () => {
    assert.equal(canBeProjectId('x'.repeat(64)), true);
    assert.equal(canBeProjectId('x'.repeat(65)), false);
  });
});

describe('what becomes of an id', () => {
  const project = { id: 'p', name: 'team', accountId: 'a', accountName: 'acme' };
  const detail = 'no';
  const checked = (...problems: { imageId: string | null; code: string; detail: string }[]) => ({
    projectId: 'p',
    project,
    problems,
  });

  test('is that all images are offered to it', () => {
    const verdict = verdictOf('p', checked(), 2);
    assert.deepEqual([verdict.offered, verdict.problem, verdict.refused], ['all', undefined, 0]);
  });

  test('is that some are, or none', () => {
    const one = { imageId: 'i', code: 'member.duplicate', detail };
    assert.equal(verdictOf('p', checked(one), 2).offered, 'some');
    assert.equal(verdictOf('p', checked(one), 1).offered, 'none');
    const both = verdictOf('p', checked(one, { ...one, imageId: 'j' }), 2);
    assert.deepEqual([both.offered, both.problem?.code, both.refused], ['none', one.code, 2]);
  });

  test('is that none are, for what is wrong with the project itself', () => {
    const verdict = verdictOf('p', checked({ imageId: null, code: 'member.self', detail }), 3);
    assert.deepEqual([verdict.offered, verdict.refused], ['none', 3]);
    assert.equal(verdictOf('p', undefined, 1).problem?.code, 'member.unknown-project');
  });
});

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { cbrService } from '../cbr/coverage.ts';
import { ecsService } from '../ecs/coverage.ts';
import { evsService } from '../evs/coverage.ts';
import { imsService } from '../ims/coverage.ts';
import { coverageOf } from './coverage.ts';
import type { Endpoint } from './endpoint.ts';
import { testsOf } from './mentions.ts';

const root = path.resolve(import.meta.dirname, '..', '..', '..');

for (const service of [imsService, ecsService, evsService, cbrService]) {
  describe(`every call of ${service.folder}`, () => {
    const coverage = [...coverageOf(root, service)];

    test('is served, or refused for a reason', () => {
      const missing = coverage.filter(([, { kind }]) => kind === 'missing');
      assert.deepEqual(
        missing.map(([{ name }]) => name),
        [],
      );
    });

    test('that is served is made by a test', () => {
      const untested = coverage.filter(([, c]) => c.kind === 'served' && c.tests.length === 0);
      assert.deepEqual(
        untested.map(([{ name }]) => name),
        [],
      );
      for (const [, found] of coverage) {
        for (const file of found.kind === 'served' ? found.tests : []) {
          assert.ok(existsSync(path.join(root, file)), file);
        }
      }
    });
  });
}

describe('a test makes a call', () => {
  const endpoint: Endpoint = {
    name: 'ShowThing',
    method: 'GET',
    path: '/v1/{project_id}/things/{thing_id}',
    status: 200,
  };
  const isFound = (text: string, asked = endpoint): boolean =>
    testsOf(asked, [{ name: 'x.test.ts', text }]).length > 0;

  for (const text of [
    "// ShowThing\nask('/v1/…')",
    "ask('GET', '/v1/p/things/t')",
    'ask(`/v1/${project.id}/things/${thing.id}?limit=1`)',
    'fetch(`${url}/v1/{project_id}/things/:thing_id`)',
    'ask(`/${version}/p/things/t`)',
    "const path = '/v1/p/things/t';\nask('DELETE', path);\nask('GET', path)",
  ]) {
    test(`by its name or its path: ${text}`, () => assert.ok(isFound(text)));
  }

  for (const text of [
    '// ShowThings',
    "ask('DELETE', '/v1/p/things/t')",
    "ask('/v1/p/things')",
    "ask('/v1/p/things/t/parts')",
    "ask('/other/v1/p/things/t')",
  ]) {
    test(`by nothing else: ${text}`, () => assert.ok(!isFound(text)));
  }

  test('of another method only with that method', () => {
    const asked: Endpoint = { ...endpoint, method: 'PUT' };
    assert.ok(isFound("ask({ method: 'PUT', url: '/v1/p/things/t' })", asked));
    assert.ok(!isFound("ask('/v1/p/things/t')", asked));
  });
});

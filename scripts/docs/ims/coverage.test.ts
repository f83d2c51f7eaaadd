import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traceNames } from '../../../src/domain/events/trace-names.ts';
import { tracedActs } from './coverage.ts';

test('every name that the audit service of that cloud has for a deed is one of ours', () => {
  const acts = tracedActs();
  assert.deepEqual(
    Object.keys(traceNames).filter((act) => !acts.includes(act)),
    [],
  );
});

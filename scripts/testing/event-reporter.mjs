// A reporter of node:test for the runner: one JSON line when a test begins, one for each outcome that counts, and one
// when the file has come to its end.

/** A default export is what node:test loads a reporter by. */
export default async function* report(source) {
  for await (const { type, data } of source) {
    if (type === 'test:summary') yield line({ ended: true });
    if (type === 'test:dequeue') yield line({ begun: data.name });
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    const outcome = outcomeOf(type, data);
    if (outcome !== undefined) yield line({ name: data.name, outcome });
  }
}

/** Suites only group tests: they count when they fail by themselves, in a hook say, or hide tests by being skipped. */
function outcomeOf(type, data) {
  if (isSet(data.skip)) return 'skipped';
  if (isSet(data.todo)) return 'todo';
  if (data.details?.type !== 'suite') return type === 'test:pass' ? 'passed' : 'failed';
  const failedItself = type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed';
  return failedItself ? 'failed' : undefined;
}

function isSet(directive) {
  return directive !== undefined && directive !== false;
}

function line(value) {
  return `${JSON.stringify(value)}\n`;
}

// Runs the grid through one way, group by group, and says of every row that came out otherwise.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { testService } from '../support/test-service.ts';
import { assemble, type Cast } from './cast.ts';
import type { Consent } from './expectations.ts';
import { expectedTrace } from './expected-trace.ts';
import { perform } from './perform.ts';
import { scenarioGroups, type Scenario } from './scenarios.ts';
import { makeImage, membersOf, Traces, type Trace, type TracedEvent } from './stage.ts';
import type { Context } from '../../src/domain/context.ts';
import type { Way } from './way.ts';

/** Every row of the grid under one consent, on a service of its own; the people are the same throughout, an image serves until it is changed. */
export async function runGrid(
  t: TestContext,
  consent: Consent,
  open: (context: Context, url: string, cast: Cast) => Way,
): Promise<void> {
  const service = await testService(t, { consent });
  const cast = await assemble(service);
  const way = open(service.context, service.url, cast);
  if (way.name === 'ims') await service.startWorker();
  let count = 0;
  for (const { title, rows } of scenarioGroups(way.name)) {
    if (rows[0]?.given.consent !== consent) continue;
    count += rows.length;
    await t.test(title, async () => {
      assert.deepEqual(await mistakes(service.context, cast, way, rows), []);
    });
  }
  t.diagnostic(`${count} rows through ${way.name} under ${consent} consent`);
}

async function mistakes(
  context: Context,
  cast: Cast,
  way: Way,
  rows: readonly Scenario[],
): Promise<string[]> {
  const found: string[] = [];
  let stage: { id: string; traces: Traces } | null = null;
  for (const row of rows) {
    if (stage === null) {
      const id = await makeImage(context, cast, row.given);
      stage = { id, traces: await Traces.of(context, id) };
    }
    const outcome = await perform(way, cast, row, stage.id, membersOf(cast, row.given));
    const trace = await stage.traces.next();
    const left = expectedTrace(row, cast, way.name);
    if (outcome !== row.expected) found.push(`${row.title}: ${outcome}, not ${row.expected}`);
    else if (!isDeepStrictEqual(comparable(trace, left), left)) {
      found.push(
        `${row.title}: left ${JSON.stringify(comparable(trace, left))}, not ${JSON.stringify(left)}`,
      );
    }
    if (trace.events.length > 0 || trace.notices.length > 0) stage = null;
  }
  return found;
}

/** The trace with only those fields of an image that the expectation speaks of. */
function comparable(trace: Trace, left: Trace): Trace {
  const events = trace.events.map((event, index) => {
    const wanted = left.events[index];
    return wanted === undefined || !event.action.startsWith('image.')
      ? event
      : { ...event, before: pick(event, wanted, 'before'), after: pick(event, wanted, 'after') };
  });
  return { ...trace, events };
}

function pick(event: TracedEvent, wanted: TracedEvent, side: 'before' | 'after'): object | null {
  const values = event[side];
  const keys = wanted[side];
  if (values === null || keys === null) return values;
  return Object.fromEntries(Object.entries(values).filter(([key]) => Object.hasOwn(keys, key)));
}

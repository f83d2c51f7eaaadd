// The table of scenarios: a row says how an image stands, who does what, and what must come of it. The rows are the products of states, acts
// and people, each with its cell of the grid; whoever adds a rule adds a line there.
import { acts, givens, grid, type Act, type Given } from './expectations.ts';
import { whoNames, type WhoName } from './cast.ts';
import type { Outcome, WayName } from './way.ts';

/** An outcome of a way, or of a list of members. */
export type Expected = Outcome | 'all' | 'own';

export interface Scenario {
  readonly title: string;
  readonly given: Given;
  readonly act: Act;
  readonly by: WhoName;
  readonly expected: Expected;
}

const words: Readonly<Record<string, Expected>> = {
  ok: 'ok',
  no: 'forbidden',
  '-': 'notFound',
  E: 'empty',
  yes: 'listed',
  '.': 'absent',
  all: 'all',
  own: 'own',
  C: 'conflict',
  R: 'notReady',
  I: 'invalid',
};

interface Line {
  readonly act: string;
  readonly conditions: readonly string[];
  readonly cells: ReadonlyMap<string, string>;
}

/** Cells stand under their column's head, so that a line may leave some out: those are as the lines before it say. */
function readGrid(): Line[] {
  const rows = grid.split('\n').filter((row) => row !== '');
  const head = rows[0] ?? '';
  const columns = [...head.matchAll(/\S+/g)].slice(1);
  const first = columns[0]?.index ?? 0;
  return (
    rows
      .slice(1)
      // A sentence is a heading: nothing stands under the columns' heads alone.
      .filter((row) => acts.some((act) => row.startsWith(`${act} `)))
      .map((row) => {
        const [act = '', conditions = ''] = row.slice(0, first).trim().split(/\s*@/);
        const cells = columns.map(({ 0: name, index }, at): [string, string] => [
          name,
          row.slice(index, columns[at + 1]?.index).trim(),
        ]);
        return {
          act,
          conditions: conditions === '' ? [] : conditions.split(','),
          cells: new Map(cells.filter(([, cell]) => cell !== '')),
        };
      })
  );
}

const lines = readGrid();

const fixedColumns: Readonly<Partial<Record<WhoName, string>>> = {
  owner: 'own',
  ownerReader: 'ownR',
  ownerWithoutRole: 'own0',
  bystander: 'bys',
  stranger: 'str',
  elsewhere: 'els',
  admin: 'adm',
  adminElsewhere: 'admE',
  systemAdmin: 'sys',
  domainAdmin: 'dom',
};

function columnOf(by: WhoName, given: Given): string {
  const fixed = fixedColumns[by];
  if (fixed !== undefined) return fixed;
  const state = { none: 'str', accepted: 'acc', pending: 'pen', rejected: 'rej' }[given.member];
  return by === 'recipientReader' ? `${state}R` : state;
}

function facts(given: Given, way: WayName): Set<string> {
  const { consent, status, visibility, member } = given;
  const open = visibility === 'public' || visibility === 'community';
  return new Set([
    way,
    ...(way === 'glance' ? [] : ['own-rules']),
    status,
    visibility,
    member,
    ...(open ? ['open'] : []),
    ...(consent === 'glance' ? ['glance-consent'] : []),
  ]);
}

function expected(given: Given, act: Act, by: WhoName, way: WayName): Expected {
  const known = facts(given, way).add(by);
  const column = columnOf(by, given);
  const line = lines.findLast(
    (each) =>
      each.act === act &&
      each.conditions.every((condition) => known.has(condition)) &&
      each.cells.has(column),
  );
  const cell = line?.cells.get(column);
  if (cell === 'S' && given.member !== 'none') return given.member;
  const word = cell === undefined ? undefined : words[cell];
  if (word === undefined) throw new Error(`the grid says nothing of ${act} by ${by}`);
  return word;
}

/** All rows about one state of an image, for one way. */
function scenariosOf(given: Given, way: WayName): Scenario[] {
  return acts.flatMap((act) =>
    whoNames.map((by) => ({
      title: `${act} by ${by}`,
      given,
      act,
      by,
      expected: expected(given, act, by, way),
    })),
  );
}

/** All rows of a way, by the state of the image. */
export function scenarioGroups(way: WayName): { title: string; rows: Scenario[] }[] {
  return givens.map((given) => ({ title: describeGiven(given), rows: scenariosOf(given, way) }));
}

function describeGiven({ consent, status, visibility, member }: Given): string {
  const place = {
    none: 'is not offered to the recipient',
    pending: 'the recipient has not answered for',
    accepted: 'the recipient has accepted',
    rejected: 'the recipient has rejected',
  }[member];
  return `under ${consent} consent, a ${visibility} ${status} image that ${place}`;
}

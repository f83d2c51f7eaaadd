// Tables of single requests and what is answered to them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HttpAnswer } from './http-client.ts';

export interface Row<Who extends string> {
  /** A sentence: what is asked, and what happens. */
  readonly title: string;
  readonly who: Who;
  /** Method, path and body. `{name}` stands for the id known by that name, in path and body. */
  readonly call: readonly [method: string, path: string, body?: unknown];
  readonly headers?: Readonly<Record<string, string>>;
  readonly status: number;
  /** In the body, whatever its form. */
  readonly says?: RegExp | string;
  /** Fields of the JSON body, `{name}` as above. */
  readonly json?: Readonly<Record<string, unknown>>;
  readonly answerHeaders?: Readonly<Record<string, RegExp | string>>;
}

export type Asker<Who extends string> = (
  who: Who,
  call: readonly [method: string, path: string, body?: unknown],
  headers: Readonly<Record<string, string>>,
) => Promise<HttpAnswer>;

/** Makes a test of each row, in their order: later ones may build on what earlier ones have changed. */
export function testRows<Who extends string>(
  ask: Asker<Who>,
  ids: ReadonlyMap<string, string>,
  rows: readonly Row<Who>[],
): void {
  for (const row of rows) {
    test(row.title, async () => {
      const [method, path, body] = row.call;
      const call = [method, fillIn(ids, path), filledBody(ids, body)] as const;
      const answer = await ask(row.who, call, row.headers ?? {});
      const text = answer.bytes.toString('utf8');
      assert.equal(answer.status, row.status, text.slice(0, 1000));
      if (typeof row.says === 'string') assert.ok(text.includes(fillIn(ids, row.says)), text);
      else if (row.says !== undefined) assert.match(text, row.says);
      for (const [name, value] of Object.entries(row.json ?? {})) {
        assert.deepEqual(answer.json?.[name], filledBody(ids, value), name);
      }
      for (const [name, value] of Object.entries(row.answerHeaders ?? {})) {
        const given = answer.headers.get(name) ?? '';
        if (typeof value === 'string') assert.equal(given, fillIn(ids, value), name);
        else assert.match(given, value, name);
      }
    });
  }
}

function fillIn(ids: ReadonlyMap<string, string>, text: string): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => ids.get(name) ?? whole);
}

function filledBody(ids: ReadonlyMap<string, string>, body: unknown): unknown {
  if (typeof body === 'string') return fillIn(ids, body);
  if (body === undefined || body instanceof Uint8Array) return body;
  return JSON.parse(fillIn(ids, JSON.stringify(body)));
}

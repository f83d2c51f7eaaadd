// Requests to our own API in tests, with every answer held against the schema that its route promises.
import assert from 'node:assert/strict';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { Person } from '../../../test/support/person.ts';
import { accord } from './facade.ts';
import { base } from './route.ts';
import { Problem } from './schema.ts';

export interface OwnAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** One request, by whoever the headers say; fails when the answer is not what the route's description says. */
export async function ownRequest(
  url: string,
  method: string,
  path: string,
  options: { headers?: Readonly<Record<string, string>>; body?: object } = {},
): Promise<OwnAnswer> {
  const { headers = {}, body } = options;
  const response = await fetch(`${url}${base}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  checkAnswer(method, path, response, answer);
  return { status: response.status, headers: response.headers, body: answer };
}

/** As ownRequest, with a person's token, below its project. */
export async function inProject(
  url: string,
  person: Person,
  method: string,
  path: string,
  body?: object,
): Promise<OwnAnswer> {
  return await ownRequest(url, method, `/projects/${person.project.id}${path}`, {
    headers: { authorization: `Bearer ${person.token}` },
    ...(body === undefined ? {} : { body }),
  });
}

const described = accord().routes.map((route) => ({
  ...route,
  pattern: new URLPattern({ pathname: route.path }),
}));

function checkAnswer(method: string, path: string, response: Response, body: unknown): void {
  const what = `${method} ${path}: ${response.status} ${JSON.stringify(body)}`;
  if (!response.ok) {
    assert.match(response.headers.get('content-type') ?? '', /^application\/problem\+json/, what);
    assertShape(Problem, body, what);
    return;
  }
  const pathname = `${base}${path.split('?', 1)[0]}`;
  const route = described.find((each) => each.method === method && each.pattern.test({ pathname }));
  const document = route?.document ?? assert.fail(`${what}: no such route`);
  assert.equal(response.status, document.status, what);
  if (document.answer === undefined) assert.equal(body, undefined, what);
  else assertShape(document.answer, body, what);
}

function assertShape(schema: TSchema, body: unknown, what: string): void {
  if (Value.Check(schema, body)) return;
  const [error] = Value.Errors(schema, body);
  assert.fail(`${error?.instancePath} ${error?.message}; ${what}`);
}

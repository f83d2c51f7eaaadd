// People who work with metadata definitions, and their requests: what was answered, in one value that a test can compare.
import type { TestContext } from 'node:test';
import type { Person, RequestOptions } from '../../../test/support/person.ts';
import { testService, type TestService } from '../../../test/support/test-service.ts';

export const namespacesPath = '/v2/metadefs/namespaces';

export interface Answered {
  readonly status: number;
  /** The message of an error without its markup, or null. */
  readonly message: string | null;
  /** The JSON body; a test reads only what its request answers with. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** One request below /v2/metadefs/namespaces. */
export async function ask(
  person: Person,
  method: string,
  path: string,
  body?: object,
  headers: RequestOptions['headers'] = {},
): Promise<Answered> {
  const response = await person.request(method, `${namespacesPath}${path}`, {
    headers,
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const json = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
  const { message } = json;
  return {
    status: response.status,
    message:
      response.status >= 400 && typeof message === 'string'
        ? message.replaceAll('<br />', '').replaceAll('&#x27;', "'").trim()
        : null,
    body: json,
  };
}

export interface Stage {
  readonly service: TestService;
  /** The operator. */
  readonly admin: Person;
  readonly member: Person;
}

/** A service with an operator, a member of another project, and one namespace made by the operator. */
export async function stage(t: TestContext, namespace: object): Promise<Stage> {
  const service = await testService(t);
  const admin = await service.person({ role: 'admin' });
  const member = await service.person();
  const made = await ask(admin, 'POST', '', namespace);
  if (made.status !== 201) throw new Error(`the namespace was not made: ${made.message}`);
  return { service, admin, member };
}

/** The field of each item in a list. */
export function fieldOf(list: unknown, field: string): unknown[] {
  return (list as readonly Readonly<Record<string, unknown>>[]).map((item) => item[field]);
}

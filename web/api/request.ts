// One request to our own API, from the same origin: the cookie says who asks.
import { Problem, problemOf, unreachable } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;

export interface RequestOptions {
  /** What is undefined, null or empty is left out. */
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** An address of the API, such as `/session`, with its query. */
export function apiUrl(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  const text = new URLSearchParams(given).toString();
  return `/api/v1${path}${text === '' ? '' : `?${text}`}`;
}

/**
 * Resolves to the answer's JSON, or to undefined when there is none (204). Throws a Problem for a refusal and when there is no answer; an
 * aborted request throws what aborted it.
 */
export async function request<T = undefined>(
  method: Method,
  path: string,
  { query, body, signal }: RequestOptions = {},
): Promise<T> {
  const response = await send(apiUrl(path, query), {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw unreachable(error);
  }
}

/** True for the answer of somebody who is not, or no longer, signed in; not for that to a wrong present password. */
export function isSignedOut(error: unknown): boolean {
  return (
    error instanceof Problem &&
    error.status === 401 &&
    error.code !== 'identity.wrong-password' &&
    error.code !== 'identity.locked-out'
  );
}

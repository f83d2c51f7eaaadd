// What can go wrong with a request, as one kind of error. Its code chooses the words that people read.
import type { ItemProblem, Problem as WireProblem } from '../../src/api/accord/schema.ts';

/** A refusal of the service, or a request that did not reach it. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** 0: there was no answer. */
  readonly status: number;
  readonly code: string;
  readonly facts: ItemProblem['facts'];
  readonly requestId: string | null;

  constructor(
    status: number,
    { code, detail, facts }: ItemProblem,
    requestId: string | null = null,
    cause?: unknown,
  ) {
    super(detail, { cause });
    this.status = status;
    this.code = code;
    this.facts = facts;
    this.requestId = requestId;
  }
}

/** The service could not be reached. */
export function unreachable(cause: unknown): Problem {
  const detail = 'The service cannot be reached.';
  return new Problem(0, { code: 'console.unreachable', detail }, null, cause);
}

/** An answer that says what is wrong, or, from something between us and the service, only that something is. */
export async function problemOf(response: Response): Promise<Problem> {
  const requestId = response.headers.get('x-openstack-request-id');
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('application/problem+json')) {
    return new Problem(response.status, (await response.json()) as WireProblem, requestId);
  }
  const detail = `The service answered ${response.status}.`;
  return new Problem(response.status, { code: 'console.unexpected', detail }, requestId);
}

/** Any error as a Problem: what is none is a mistake in the console itself. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new Problem(0, { code: 'console.broken', detail }, null, error);
}

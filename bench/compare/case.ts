// What is asked of both services: requests as data, in an order, each in the state that those before it have left.

/** Owner, member and stranger are members of the projects A, B and C. */
export const people = ['owner', 'member', 'stranger', 'admin'] as const;

export type Who = (typeof people)[number] | 'nobody';

export interface Call {
  readonly who: Who;
  readonly method: string;
  /** `{name}` stands for the id known by that name on the side that is asked, here and in the body. */
  readonly path: string;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The `id` in the answer is known by this name from then on. */
  readonly keep?: string;
}

/** A request whose two answers are compared. */
export interface Case extends Call {
  /** A sentence that nothing else is called. */
  readonly name: string;
}

/** A request that makes the state for the cases after it, and that both sides must answer alike. */
export interface Given extends Call {
  readonly given: string;
  readonly status: number;
  /** Asked again and again until the JSON answer has this field, `a.0.b`; for what goes on in the background. */
  readonly until?: readonly [field: string, value: unknown];
}

export type Step = Case | Given;

export interface Topic {
  readonly topic: string;
  readonly steps: readonly Step[];
}

export function isCase(step: Step): step is Case {
  return 'name' in step;
}

type More = Pick<Call, 'body' | 'headers' | 'keep'>;

/** One request: who asks, `METHOD /path`, and the rest. */
export function asks(name: string, who: Who, request: string, more: More = {}): Case {
  return { name, ...callOf(who, request), ...more };
}

export function given(
  sentence: string,
  who: Who,
  request: string,
  status: number,
  more: More & Pick<Given, 'until'> = {},
): Given {
  return { given: sentence, status, ...callOf(who, request), ...more };
}

function callOf(who: Who, request: string): Pick<Call, 'who' | 'method' | 'path'> {
  const [method = '', path = ''] = request.split(/ (.*)/);
  return { who, method, path };
}

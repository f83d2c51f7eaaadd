// What can go wrong, in the product's own words. A façade turns a kind into its status and a code into its wording;
// nothing below src/api knows an HTTP number.

export const faultKinds = [
  'invalid',
  'unauthenticated',
  'forbidden',
  'notFound',
  'conflict',
  'notReady',
  'quota',
  'tooLarge',
  'unsupported',
  'gone',
  'throttled',
  'unavailable',
  'internal',
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Facts about a fault that a façade may show or put in its own message; never secrets. */
export type FaultDetail = Readonly<Record<string, string | number | boolean | null>>;

/**
 * An expected failure of a use case. `code` is a stable `noun.reason` that consoles translate by; `message` is the public English
 * sentence and leaves the process; `cause` is private and only logged.
 */
export class Fault extends Error {
  readonly kind: FaultKind;
  readonly code: string;
  readonly detail: FaultDetail;

  constructor(
    kind: FaultKind,
    code: string,
    message: string,
    options: { detail?: FaultDetail; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'Fault';
    this.kind = kind;
    this.code = code;
    this.detail = options.detail ?? {};
  }
}

// Faults as IAM's own calls answer them: Keystone's form, and now and then a word of their own.
import { STATUS_CODES } from 'node:http';
import type { Fault, FaultKind } from '../../../domain/fault.ts';
import type { Answer } from '../../http/route.ts';

const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  notReady: 409,
  quota: 400,
  tooLarge: 413,
  unsupported: 415,
  gone: 410,
  throttled: 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<FaultKind, number>;

/** Words that clients look for (IAM API reference, "Creating a permanent access key"). */
const wordOf: Readonly<Record<string, string>> = { 'access-key.too-many': 'akSkNumExceed' };

export function presentIamFault(fault: Fault): Exclude<Answer, 'sent'> {
  const code = fault.code === 'request.method-not-allowed' ? 405 : statusOf[fault.kind];
  const message = wordOf[fault.code] ?? fault.message;
  return { status: code, body: { error: { code, message, title: STATUS_CODES[code] } } };
}

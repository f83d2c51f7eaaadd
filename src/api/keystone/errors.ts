// Faults as Keystone's error bodies.
import { STATUS_CODES } from 'node:http';
import type { Fault, FaultKind } from '../../domain/fault.ts';
import type { Settings } from '../../domain/settings.ts';
import type { Answer } from '../http/route.ts';

const statusOf = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  notFound: 404,
  conflict: 409,
  notReady: 409,
  quota: 403,
  tooLarge: 413,
  unsupported: 415,
  gone: 410,
  throttled: 429,
  unavailable: 503,
  internal: 500,
} as const satisfies Record<FaultKind, number>;

/** The answer for a fault. A challenge names where tokens are got, whatever the request was. */
export function presentKeystoneFault(
  settings: Pick<Settings, 'publicUrl'>,
  fault: Fault,
): Exclude<Answer, 'sent'> {
  const code = fault.code === 'request.method-not-allowed' ? 405 : statusOf[fault.kind];
  return {
    status: code,
    headers: {
      vary: 'X-Auth-Token',
      ...(code === 401 ? { 'www-authenticate': `Keystone uri="${settings.publicUrl}/v3"` } : {}),
    },
    body: { error: { code, message: fault.message, title: STATUS_CODES[code] } },
  };
}

// What the API Gateway answers before a request reaches a service of Huawei Cloud (API Gateway, "Error codes").
import type { FastifyRequest } from 'fastify';
import type { Fault } from '../../domain/fault.ts';
import type { Answer } from '../http/route.ts';

type Row = readonly [status: number, code: string, words: string];

const rows = {
  noSuchPath: [404, 'APIGW.0101', 'The API does not exist or has not been published'],
  tooLarge: [413, 'APIGW.0201', 'The request is too large'],
  unauthenticated: [401, 'APIGW.0301', 'Incorrect IAM authentication information'],
  forbidden: [403, 'APIGW.0302', 'The IAM user is not authorized to access the API'],
  throttled: [429, 'APIGW.0308', 'The throttling threshold has been reached'],
} as const satisfies Record<string, Row>;

/** The gateway's row for a fault of a request that reaches no service there; null: the service itself answers. */
function rowFor({ kind, code }: Fault): Row | null {
  if (code.startsWith('signature.')) {
    return kind === 'forbidden' ? rows.forbidden : rows.unauthenticated;
  }
  if (code === 'request.no-such-path' || code === 'request.method-not-allowed') {
    return rows.noSuchPath;
  }
  if (code === 'request.body-too-large') return rows.tooLarge;
  if (kind === 'unauthenticated') return rows.unauthenticated;
  return kind === 'throttled' ? rows.throttled : null;
}

/** The gateway's answer, or null when the service itself answers. */
export function presentGatewayFault(
  fault: Fault,
  request: FastifyRequest,
): Exclude<Answer, 'sent'> | null {
  const row = rowFor(fault);
  if (row === null) return null;
  const [status, code, words] = row;
  return {
    status,
    body: { error_code: code, error_msg: `${words}: ${fault.message}`, request_id: request.id },
  };
}

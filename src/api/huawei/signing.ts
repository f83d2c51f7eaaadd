// What signed requests are answered with on any path: by the API Gateway before they reach a service, in that cloud.
import type { FastifyRequest } from 'fastify';
import type { Fault } from '../../domain/fault.ts';
import { isSigned } from '../http/dialect.ts';
import type { Facade } from '../http/facade.ts';
import type { Answer } from '../http/route.ts';
import { authenticateSigned } from './authenticate-signed.ts';

/** The façade, for clients that sign their requests too. */
export function withSigning(facade: Facade): Facade {
  return {
    ...facade,
    authenticate: async (context, request, access) =>
      isSigned(request.headers)
        ? await authenticateSigned(context, request)
        : await facade.authenticate(context, request, access),
    presentFault: (fault, request) =>
      fault.code.startsWith('signature.')
        ? presentGatewayFault(fault, request)
        : facade.presentFault(fault, request),
  };
}

/** Status and codes of the API Gateway's table of errors; all others are the services' own. */
function presentGatewayFault(fault: Fault, request: FastifyRequest): Exclude<Answer, 'sent'> {
  const [status, code, words] =
    fault.kind === 'forbidden'
      ? [403, 'APIGW.0302', 'The IAM user is not authorized to access the API']
      : [401, 'APIGW.0301', 'Incorrect IAM authentication information'];
  return {
    status,
    body: { error_code: code, error_msg: `${words}: ${fault.message}`, request_id: request.id },
  };
}

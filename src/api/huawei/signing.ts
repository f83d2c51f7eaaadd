// What signed requests are answered with on any path: by the API Gateway before they reach a service, in that cloud.
import { isSigned } from '../http/dialect.ts';
import type { Facade } from '../http/facade.ts';
import { authenticateSigned } from './authenticate-signed.ts';
import { presentGatewayFault } from './gateway.ts';

/** The façade, for clients that sign their requests too. */
export function withSigning(facade: Facade): Facade {
  return {
    ...facade,
    authenticate: async (context, request, access) =>
      isSigned(request.headers)
        ? await authenticateSigned(context, request)
        : await facade.authenticate(context, request, access),
    presentFault: (fault, request) =>
      (fault.code.startsWith('signature.') ? presentGatewayFault(fault, request) : null) ??
      facade.presentFault(fault, request),
  };
}

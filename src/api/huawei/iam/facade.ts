// The calls of Huawei Cloud's IAM that Keystone does not have; those that it has are the Keystone façade's.
import { authenticateByToken } from '../../http/auth-token.ts';
import type { Facade } from '../../http/facade.ts';
import { credentialRoutes } from './credentials.ts';
import { presentIamFault } from './errors.ts';

export function iam(): Facade {
  return {
    name: 'iam',
    prefixes: ['/v3.0'],
    routes: credentialRoutes,
    presentFault: presentIamFault,
    authenticate: authenticateByToken,
    servesHead: false,
    hidesPaths: false,
  };
}

// Calls that the image service of Huawei Cloud has and this one has not: they answer so, whatever they ask for. docs/coverage/ims.md lists them.
import { Fault } from '../../../domain/fault.ts';
import { route, type Method, type Route } from '../../http/route.ts';

export interface UnsupportedCall {
  readonly method: Method;
  readonly path: string;
  /** A sentence for whoever calls it. */
  readonly reason: string;
}

export const unsupportedCalls: readonly UnsupportedCall[] = [
  {
    method: 'POST',
    path: '/v1/cloudimages/wholeimages/action',
    reason: 'A full-server image is made of a server or a backup, and there are none here yet.',
  },
];

export const unsupportedRoutes: readonly Route[] = unsupportedCalls.map(
  ({ method, path, reason }) =>
    route({
      method,
      path,
      handle: () => {
        throw new Fault('unsupported', 'ims.not-supported', reason);
      },
    }),
);

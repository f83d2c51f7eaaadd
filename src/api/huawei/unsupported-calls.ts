import { Fault } from '../../domain/fault.ts';
import { route, type Method, type Route } from '../http/route.ts';

export interface UnsupportedCall {
  readonly method: Method;
  readonly path: string;
  /** A sentence for whoever calls it. */
  readonly reason: string;
}

/** Routes that answer that there is no such thing here, and why. */
export function unsupportedRoutesOf(calls: readonly UnsupportedCall[]): readonly Route[] {
  return calls.map(({ method, path, reason }) =>
    route({
      method,
      path,
      handle: () => {
        throw new Fault('unsupported', 'request.call-unsupported', reason);
      },
    }),
  );
}

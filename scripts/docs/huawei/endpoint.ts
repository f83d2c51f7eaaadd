import type { Method } from '../../../src/api/http/route.ts';

/** A call of one of Huawei Cloud's services, by its name in that service's SDK. */
export interface Endpoint {
  readonly name: string;
  readonly method: Method;
  /** With parameters in braces, as the SDK has it. */
  readonly path: string;
  /** Of the answer when all goes well. */
  readonly status: number;
}

type Row = readonly [name: string, method: Method, path: string, status: number];

export function endpointsOf(rows: readonly Row[]): readonly Endpoint[] {
  return rows.map(([name, method, path, status]) => ({ name, method, path, status }));
}

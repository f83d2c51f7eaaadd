// How a service of Huawei Cloud answers faults: a status and a code of its own, by the fault's code where that says more than its kind. One table serves
// requests, jobs and the parts of jobs.
import type { Fault, FaultKind } from '../../domain/fault.ts';
import type { KeptFault } from '../../domain/jobs/job.ts';
import type { Answer } from '../http/route.ts';

type Row = readonly [status: number, code: string];
type Told = Pick<KeptFault, 'kind' | 'code'> & Partial<Pick<KeptFault, 'detail'>>;

interface ErrorTable {
  /** The service's own code for a fault, such as `Ecs.0114`. */
  readonly codeOf: (fault: Told) => string;
  readonly present: (fault: Fault) => Exclude<Answer, 'sent'>;
}

/** `byCode` may have rows of a code for one quota alone: `disk.over-quota diskSpace`. */
export function errorTable(
  byKind: Readonly<Record<FaultKind, Row>>,
  byCode: Readonly<Record<string, Row>>,
): ErrorTable {
  const rowOf = ({ kind, code, detail }: Told): Row =>
    byCode[`${code} ${String(detail?.['quota'])}`] ?? byCode[code] ?? byKind[kind];
  return {
    codeOf: (fault) => rowOf(fault)[1],
    present: (fault) => {
      const [status, code] = rowOf(fault);
      return { status, body: { error: { message: fault.message, code } } };
    },
  };
}

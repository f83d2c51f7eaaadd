import type { Context } from '../context.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { JobRun } from '../jobs/run-job.ts';

/** What a job about several servers comes to, in the order in which they were asked for. */
export interface ServersJobResult {
  readonly servers: readonly { readonly serverId: string; readonly fault: KeptFault | null }[];
}

/** Ends it: one server that something went wrong with fails the job; what was done with the others stays. */
export async function endServersJob(
  { db }: Pick<Context, 'db'>,
  run: JobRun,
  serverIds: readonly string[],
  faults: ReadonlyMap<string, KeptFault | null>,
): Promise<void> {
  const servers = serverIds.map((serverId) => ({ serverId, fault: faults.get(serverId) ?? null }));
  const result: ServersJobResult = { servers };
  const fault = servers.find((each) => each.fault !== null)?.fault ?? null;
  await db.transaction().execute(async (tx) => await run.end(tx, { result, fault }));
}

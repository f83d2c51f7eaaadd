import type { Tx } from '../../db/pool.ts';
import type { Context } from '../context.ts';
import { lockProjectUsage } from '../disks/queries.ts';
import { Fault } from '../fault.ts';
import { selectServerUsage } from './queries.ts';

/**
 * Throws `quota` when what the transaction has done put the project above its number of servers, their processors or their memory. Whoever asks
 * at the same time waits, and counts what this transaction has made.
 */
export async function enforceServerQuotas(
  { settings }: Pick<Context, 'settings'>,
  tx: Tx,
  projectId: string,
): Promise<void> {
  await lockProjectUsage(tx, projectId);
  const { servers, vcpus, memory } = await selectServerUsage(tx, projectId);
  if (servers > settings.serversPerProject) {
    throw overQuota('servers', settings.serversPerProject, 'servers');
  }
  if (vcpus > settings.vcpusPerProject) {
    throw overQuota('vcpus', settings.vcpusPerProject, 'virtual processors');
  }
  if (memory > settings.memoryPerProject) {
    throw overQuota('memory', settings.memoryPerProject, 'MiB of memory');
  }
}

function overQuota(quota: string, limit: number, words: string): Fault {
  return new Fault(
    'quota',
    'server.over-quota',
    `The servers of the project may have ${limit} ${words} together.`,
    { detail: { quota, limit } },
  );
}

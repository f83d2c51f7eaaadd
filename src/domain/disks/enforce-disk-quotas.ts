import type { Tx } from '../../db/pool.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { lockProjectUsage, selectDiskUsage } from './queries.ts';

/**
 * Throws `quota` when what the transaction has done put the project above its number of disks or their GiB. Whoever asks at the same time waits, and counts
 * what this transaction has made.
 */
export async function enforceDiskQuotas(
  { settings }: Pick<Context, 'settings'>,
  tx: Tx,
  projectId: string,
): Promise<void> {
  await lockProjectUsage(tx, projectId);
  const { disks, space } = await selectDiskUsage(tx, projectId);
  if (disks > settings.disksPerProject) {
    const limit = settings.disksPerProject;
    throw new Fault(
      'quota',
      'disk.over-quota',
      `The project may have ${limit} disks, system disks among them.`,
      { detail: { quota: 'disks', limit } },
    );
  }
  if (space > settings.diskSpacePerProject) {
    const limit = settings.diskSpacePerProject;
    throw new Fault(
      'quota',
      'disk.over-quota',
      `The disks of the project may have ${limit} GiB together.`,
      { detail: { quota: 'diskSpace', limit } },
    );
  }
}

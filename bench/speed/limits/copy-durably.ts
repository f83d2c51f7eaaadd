// What the disk takes: dd, which has ended only when the bytes are on disk.
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '../../../test/contract/support/run-command.ts';
import { measureCost } from '../measure-cost.ts';
import { unwrittenBytes } from '../process-usage.ts';
import { ddName, type TransferResult } from '../results.ts';

export async function copyDurably(
  file: string,
  folder: string,
): Promise<Omit<TransferResult, 'kind'>> {
  const copy = join(folder, 'dd-copy');
  const bytes = (await stat(file)).size;
  const { value, cost } = await measureCost([], async () => {
    await mustRun('/usr/bin/dd', [`if=${file}`, `of=${copy}`, 'bs=1M', 'conv=fsync'], {
      seconds: 300,
    });
    return unwrittenBytes();
  });
  await rm(copy);
  return { side: ddName, bytes, seconds: cost.seconds, cost, unwritten: value };
}

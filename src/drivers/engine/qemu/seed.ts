// The CD from which a guest reads what it is: the NoCloud data source of cloud-init, a file system with the label `cidata`.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Seed } from '../engine.ts';
import type { Cell } from './cell.ts';
import { runTool } from './run-tool.ts';

/** Makes the CD in the cell, as a file of that name. */
export async function makeSeed(
  cell: Cell,
  { metaData, userData }: Seed,
  name: string,
): Promise<void> {
  const files = { 'meta-data': metaData, 'user-data': userData };
  for (const [file, text] of Object.entries(files)) {
    await writeFile(join(cell.folder, file), text, { mode: 0o444, flag: 'wx' });
  }
  const flags = ['-no_rc', '-as', 'mkisofs', '-quiet', '-V', 'cidata', '-J', '-R', '-o', name];
  await runTool(cell, ['xorriso', ...flags, ...Object.keys(files)]);
}

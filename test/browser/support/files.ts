// Files to upload, in a folder that goes with the test.
import { mkdir, open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { mustRun } from '../../contract/support/run-command.ts';
import { temporaryFolder } from '../../contract/support/temporary-folder.ts';

/** A file of so many bytes, all zero; returns its path. */
export async function emptyFile(t: TestContext, name: string, bytes: number): Promise<string> {
  const file = await pathFor(t, name);
  const handle = await open(file, 'w');
  await handle.truncate(bytes);
  await handle.close();
  return file;
}

/** A disk of 16 MiB without partitions, whose file system holds one file; returns its path. */
export async function diskWith(
  t: TestContext,
  name: string,
  file: string,
  text: string,
): Promise<string> {
  const disk = await pathFor(t, name);
  const content = path.join(path.dirname(disk), 'content');
  await mkdir(content);
  await writeFile(path.join(content, file), text);
  await mustRun('/usr/sbin/mke2fs', ['-q', '-t', 'ext2', '-d', content, disk, '16M']);
  return disk;
}

const cluster = 65_536;

/** An empty QCOW2 disk of 1 MiB, by the format's specification: header, reference counts, and a table that refers to nothing. */
export async function qcow2File(t: TestContext, name: string): Promise<string> {
  const bytes = Buffer.alloc(4 * cluster);
  bytes.write('QFI\u00fb', 0, 'latin1');
  bytes.writeUInt32BE(2, 4);
  bytes.writeUInt32BE(16, 20);
  bytes.writeBigUInt64BE(1n << 20n, 24);
  bytes.writeUInt32BE(1, 36);
  bytes.writeBigUInt64BE(BigInt(3 * cluster), 40);
  bytes.writeBigUInt64BE(BigInt(cluster), 48);
  bytes.writeUInt32BE(1, 56);
  bytes.writeBigUInt64BE(BigInt(2 * cluster), cluster);
  for (let each = 0; each < 4; each += 1) bytes.writeUInt16BE(1, 2 * cluster + 2 * each);
  const file = await pathFor(t, name);
  await writeFile(file, bytes);
  return file;
}

async function pathFor(t: TestContext, name: string): Promise<string> {
  const folder = await temporaryFolder();
  t.after(async () => await folder.remove());
  return path.join(folder.path, name);
}

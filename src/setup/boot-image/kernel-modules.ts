// Drivers of a kernel in the order in which they can be loaded: each names, in its section .modinfo, those that it needs.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';

export interface KernelModule {
  /** As in NAME.ko. */
  readonly name: string;
  readonly content: Buffer;
}

/**
 * The modules of these names found below a folder, and those that they need, each after what it needs. Throws an Error for one that is not
 * there, and does not know compressed ones.
 */
export async function modulesInOrder(
  folder: string,
  names: readonly string[],
): Promise<readonly KernelModule[]> {
  const files = await readdir(folder, { recursive: true });
  const paths = new Map(
    files
      .filter((file) => file.endsWith('.ko'))
      .map((file) => [plain(basename(file, '.ko')), join(folder, file)]),
  );
  const taken = new Map<string, KernelModule>();
  async function take(name: string): Promise<void> {
    if (taken.has(plain(name))) return;
    const path = paths.get(plain(name));
    if (path === undefined) throw new Error(`the kernel has no module ${name}`);
    const content = await readFile(path);
    for (const needed of needsOf(content)) await take(needed);
    taken.set(plain(name), { name: basename(path, '.ko'), content });
  }
  for (const name of names) await take(name);
  return [...taken.values()];
}

/** A module's name has either, its file one of them. */
function plain(name: string): string {
  return name.replaceAll('-', '_');
}

function needsOf(content: Buffer): readonly string[] {
  const mark = '\0depends=';
  const at = content.indexOf(mark, 0, 'latin1');
  if (at < 0) return [];
  const start = at + mark.length;
  const list = content.toString('latin1', start, content.indexOf(0, start));
  return list === '' ? [] : list.split(',');
}

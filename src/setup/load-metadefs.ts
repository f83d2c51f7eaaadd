// Loads a folder of metadata definitions, such as Debian's glance-common has, at each start. What is there already stays as it is; what cannot be
// loaded is one line in the log and keeps nothing else from starting.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Value } from 'typebox/value';
import type { Context } from '../domain/context.ts';
import { Fault } from '../domain/fault.ts';
import { namespaceShape, newNamespaceOf } from '../domain/metadefs/document.ts';
import { loadNamespace } from '../domain/metadefs/namespaces/load-namespace.ts';

/** Loads the `*.json` files of `folder`, each in a transaction of its own; no folder (the empty text): nothing. Returns how many are new. */
export async function loadMetadefs(
  context: Context,
  folder: string,
  log: (line: string) => void,
): Promise<number> {
  if (folder === '') return 0;
  let loaded = 0;
  for (const path of await filesOf(folder, log)) {
    try {
      if (await loadFile(context, path)) loaded += 1;
    } catch (error) {
      if (!isOfTheFile(error)) throw error;
      // The words on broken JSON quote it, line ends and all.
      const reason = error.message.replaceAll(/\s+/g, ' ');
      log(`Metadata definitions of ${path} are not loaded: ${reason}`);
    }
  }
  return loaded;
}

async function filesOf(folder: string, log: (line: string) => void): Promise<string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted();
    if (names.length === 0) log(`ACCORD_METADEFS: there is no .json file in ${folder}.`);
    return names.map((name) => join(folder, name));
  } catch (error) {
    const { message } = error as NodeJS.ErrnoException;
    log(`ACCORD_METADEFS: the folder ${folder} cannot be read: ${message}`);
    return [];
  }
}

async function loadFile(context: Context, path: string): Promise<boolean> {
  const document: unknown = JSON.parse(await readFile(path, 'utf8'));
  if (!Value.Check(namespaceShape, document)) {
    const [error] = Value.Errors(namespaceShape, document);
    throw new SyntaxError(
      `${error?.instancePath || 'it'} ${error?.message ?? 'is no namespace'}`.trim(),
    );
  }
  return await loadNamespace(context, newNamespaceOf(document));
}

/** Not readable, no JSON, no namespace, a name in it twice, or text that PostgreSQL cannot hold (its class 22): not a failing service. */
function isOfTheFile(error: unknown): error is Error {
  if (error instanceof Fault || error instanceof SyntaxError) return true;
  const { code, syscall } = error as { code?: unknown; syscall?: unknown };
  const ofFiles = typeof syscall === 'string' && /^(open|read)$/.test(syscall);
  return ofFiles || (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code));
}

// Where things are in the engine's folder. Nobody but Accord can enter it: a program that runs as another user is started inside the one
// folder that is its own (see cell.ts) and knows nothing but short names in there.
//
//   id                 tells the programs of this engine from those of others
//   disks/<id>.qcow2   a disk; its name appears when it is whole
//   disks/<id>.json    what it lies upon. A disk's own header is not believed: its bytes were in a guest's hands
//   bases/             blobs that disks lie upon, read-only
//   servers/<id>/      what is kept of a server (see server-files.ts)
//   work/              for the time of one command
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { causeCode } from '../../../lib/cause-code.ts';
import { writePrivateFile } from '../../../lib/private-file.ts';

export interface Folders {
  /** Sixteen hex digits, the same ones as long as the folder exists. */
  readonly id: string;
  readonly disks: string;
  readonly bases: string;
  readonly servers: string;
  readonly work: string;
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether this is the id of a disk or server: a dashed UUID. */
export function isId(text: string): boolean {
  return idPattern.test(text);
}

/** Opens the engine's folder, making what is missing and removing what commands that were cut off have left. */
export async function openFolders(root: string): Promise<Folders> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  const folders = {
    disks: join(root, 'disks'),
    bases: join(root, 'bases'),
    servers: join(root, 'servers'),
    work: join(root, 'work'),
  };
  await rm(folders.work, { recursive: true, force: true });
  for (const folder of Object.values(folders))
    await mkdir(folder, { recursive: true, mode: 0o700 });
  return { id: await readOrMakeId(join(root, 'id')), ...folders };
}

async function readOrMakeId(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (causeCode(error) !== 'ENOENT') throw error;
  }
  const id = randomBytes(8).toString('hex');
  await writePrivateFile(file, `${id}\n`);
  return id;
}

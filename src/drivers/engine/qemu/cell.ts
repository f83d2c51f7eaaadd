// The folder in which a program runs. It belongs to the program's user and to nobody else; the program is started in it and finds there,
// by short names, second names of the very files that it needs. The folders above stay closed to it.
import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, chown, link, lstat, mkdir, open, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { causeCode } from '../../../lib/cause-code.ts';

/** A user of the system that has no name and owns nothing; null: Accord's own, which is no root. */
export type CellUser = number | null;

export interface Cell {
  readonly folder: string;
  readonly user: CellUser;
}

/** Linux's O_PATH, which Node has no name for: names a file without opening it. */
const nameOnly = 0o10000000;

/** Makes an empty cell in place of whatever is there. The folder above must be Accord's alone. */
export async function makeCell(folder: string, user: CellUser): Promise<Cell> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  if (user !== null) await chown(folder, user, user);
  return { folder, user };
}

/** Makes a cell for one piece of work and removes it afterwards with all that is in it. */
export async function inCell<T>(
  workFolder: string,
  user: CellUser,
  work: (cell: Cell) => Promise<T>,
): Promise<T> {
  const cell = await makeCell(join(workFolder, randomUUID()), user);
  try {
    return await work(cell);
  } finally {
    await rm(cell.folder, { recursive: true, force: true });
  }
}

/** Puts a file into a cell for its program to read. The file becomes one that all may read who can reach it. */
export async function showIn(cell: Cell, file: string, name: string): Promise<void> {
  await chmod(file, 0o444);
  await linkInto(cell, file, name);
}

/** Puts a file into a cell for its program to write. It belongs to the program's user until `takeBack`. */
export async function lendTo(cell: Cell, file: string, name: string): Promise<void> {
  if (cell.user !== null) await chown(file, cell.user, cell.user);
  await linkInto(cell, file, name);
}

/** Makes a file Accord's own again; missing is fine. */
export async function takeBack(file: string): Promise<void> {
  try {
    await chown(file, process.getuid?.() ?? 0, process.getgid?.() ?? 0);
    await chmod(file, 0o600);
  } catch (error) {
    if (causeCode(error) !== 'ENOENT') throw error;
  }
}

/** Takes a name out of a cell; missing is fine. */
export async function removeFrom(cell: Cell, name: string): Promise<void> {
  await rm(join(cell.folder, name), { force: true });
}

/**
 * Connects to a socket that a cell's program listens on. The program could put another thing in its place, such as a link to a socket
 * that it may not use itself: only a socket made by its own user (or, before it became that user, by Accord's) is connected to.
 * The path may be longer than a socket's address holds.
 */
export async function connectIn(cell: Cell, name: string): Promise<Socket> {
  const path = join(cell.folder, name);
  const handle = await open(path, nameOnly | constants.O_NOFOLLOW);
  try {
    const found = await handle.stat();
    const owners = [cell.user, process.getuid?.() ?? 0];
    if (!found.isSocket() || !owners.includes(found.uid))
      throw new Error(`${path} is no socket of its program`);
    return await reach(`/proc/self/fd/${handle.fd}`);
  } finally {
    await handle.close();
  }
}

async function reach(path: string): Promise<Socket> {
  const socket = connect({ path });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  socket.removeAllListeners('error');
  return socket;
}

async function linkInto(cell: Cell, file: string, name: string): Promise<void> {
  const target = join(cell.folder, name);
  try {
    await link(file, target);
  } catch (error) {
    if (causeCode(error) !== 'EEXIST') throw error;
    const [here, there] = [await lstat(file), await lstat(target)];
    if (here.ino === there.ino && here.dev === there.dev) return;
    await rm(target, { force: true });
    await link(file, target);
  }
}

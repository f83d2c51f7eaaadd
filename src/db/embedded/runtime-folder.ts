// The folder of the database's socket: short, since a socket's path holds 107 bytes and the data folder's may be longer, and closed to
// all but the user that runs PostgreSQL. Not XDG_RUNTIME_DIR: it vanishes when the user logs out, and the service may outlive that.
import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { causeCode } from '../../lib/cause-code.ts';
import type { OsUser } from './os-user.ts';

/** Makes the folder for the socket of this data folder (a real path) and returns its path; the same one each time when possible. */
export async function makeRuntimeFolder(dataFolder: string, user: OsUser): Promise<string> {
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 16);
  const name = `accord-${user.uid}-${hash}`;
  // PostgreSQL reads the setting as a list, and the socket's own name needs 20 bytes.
  const base = /^[\w/.-]{1,60}$/.test(tmpdir()) ? tmpdir() : '/tmp';
  const folder = path.join(base, name);
  if (await makeOwn(folder, user)) return folder;
  // Somebody else took that name in a folder that all may write to.
  const other = await mkdtemp(`${folder}-`);
  await giveOwn(other, user);
  return other;
}

/** Removes the folder once the server has removed its socket; a folder that holds anything stays. */
export async function removeRuntimeFolder(folder: string): Promise<void> {
  try {
    await rmdir(folder);
  } catch (error) {
    const code = causeCode(error);
    if (code !== 'ENOTEMPTY' && code !== 'ENOENT') throw error;
  }
}

/** False when the name is there and is not a folder of that user's own. */
async function makeOwn(folder: string, user: OsUser): Promise<boolean> {
  try {
    await mkdir(folder, { mode: 0o700 });
    await giveOwn(folder, user);
    return true;
  } catch (error) {
    if (causeCode(error) !== 'EEXIST') throw error;
  }
  const found = await lstat(folder);
  if (!found.isDirectory()) return false;
  const uid = process.getuid?.() ?? user.uid;
  // Ours from a start that ended between making and giving it.
  if (found.uid === uid && found.uid !== user.uid) await giveOwn(folder, user);
  else if (found.uid !== user.uid) return false;
  await chmod(folder, 0o700);
  return true;
}

async function giveOwn(folder: string, user: OsUser): Promise<void> {
  if (user.kind === 'other') await chown(folder, user.uid, user.gid);
}

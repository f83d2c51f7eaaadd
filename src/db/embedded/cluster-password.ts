// The password of the database's only user: made once, kept in a file that only Accord's own user reads.
import { randomBytes } from 'node:crypto';
import { link, open, readFile, rm } from 'node:fs/promises';
import { causeCode } from '../../lib/cause-code.ts';

/** Reads the password; undefined when there is none yet. */
export async function readPassword(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (causeCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/** Reads the password, or makes one. The file appears whole or not at all, and of two processes at once the first one's stays. */
export async function readOrMakePassword(file: string): Promise<string> {
  const known = await readPassword(file);
  if (known !== undefined) return known;
  const draft = `${file}.${process.pid}`;
  await rm(draft, { force: true });
  const handle = await open(draft, 'wx', 0o600);
  try {
    await handle.writeFile(`${randomBytes(24).toString('base64url')}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    if (causeCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(draft);
  }
  return (await readFile(file, 'utf8')).trim();
}

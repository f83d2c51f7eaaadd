// Which user of the operating system runs PostgreSQL, which refuses to run as root. An ordinary user runs it as itself. Root either
// drops to another uid, which must be able to enter the folders on the way, or stays root behind a user namespace in which it has an
// ordinary uid. A cluster remembers how it was made by its owner.
import { execFile, type SpawnOptions } from 'node:child_process';
import { chown, mkdtemp, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './locate-binaries.ts';

export type OsUser =
  | { readonly kind: 'self'; readonly uid: number }
  | { readonly kind: 'other'; readonly uid: number; readonly gid: number }
  | { readonly kind: 'namespace'; readonly uid: 0 };

interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly options: Pick<SpawnOptions, 'uid' | 'gid' | 'cwd' | 'env'>;
}

const run = promisify(execFile);
/** `nobody`: exists everywhere and owns nothing. */
const unprivileged = 65534;
const namespaceFlags = ['--user', `--map-user=${unprivileged}`, `--map-group=${unprivileged}`];

/** How to run a program as that user: what `spawn` takes. The environment is a small one, without the caller's PG… variables. */
export function commandAs(
  user: OsUser,
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Command {
  // The caller's own folder may be closed to that user.
  const options = {
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC', ...environment },
  };
  if (user.kind === 'namespace') {
    return { file: 'unshare', args: [...namespaceFlags, '--', file, ...args], options };
  }
  if (user.kind === 'other') {
    return { file, args, options: { ...options, uid: user.uid, gid: user.gid } };
  }
  return { file, args, options };
}

/** Gives a file or folder tree to that user. */
export async function giveTo(user: OsUser, target: string): Promise<void> {
  if (user.kind === 'self') return;
  const gid = user.kind === 'other' ? user.gid : 0;
  await run('chown', ['-R', '-h', `${user.uid}:${gid}`, '--', target]);
}

/**
 * Chooses the user for the cluster in `clusterFolder` (which need not exist yet). When root must change the way a cluster is run,
 * because its folder was moved to where the earlier user cannot go, the cluster is given to the new user.
 * Throws one line when no way works.
 */
export async function chooseOsUser(
  dataFolder: string,
  clusterFolder: string,
  binaries: Binaries,
): Promise<OsUser> {
  const uid = process.getuid?.() ?? 0;
  const owner = await ownerOf(clusterFolder);
  if (uid !== 0) {
    if (owner !== undefined && owner.uid !== uid) {
      throw new Error(
        `The database in ${clusterFolder} belongs to user ${owner.uid}, but Accord runs as user ${uid}: start it as that user or as root, or set ACCORD_DATA to another folder.`,
      );
    }
    return { kind: 'self', uid };
  }
  const reasons: string[] = [];
  for (const user of candidates(owner)) {
    try {
      await prove(user, dataFolder, binaries);
      if (owner !== undefined && owner.uid !== user.uid) await giveTo(user, clusterFolder);
      return user;
    } catch (error) {
      reasons.push(error instanceof Error ? lastLine(error.message) : String(error));
    }
  }
  throw new Error(
    `PostgreSQL does not run as root, and neither another user nor a user namespace can run it in ${dataFolder} (${reasons.join('; ')}): start Accord as an ordinary user, set ACCORD_DATA to a folder that user ${unprivileged} can enter (such as /var/lib/accord), or set DATABASE_URL.`,
  );
}

function candidates(owner: { uid: number; gid: number } | undefined): OsUser[] {
  const namespace: OsUser = { kind: 'namespace', uid: 0 };
  if (owner === undefined || owner.uid === 0) {
    const other: OsUser = { kind: 'other', uid: unprivileged, gid: unprivileged };
    return owner === undefined ? [other, namespace] : [namespace, other];
  }
  return [{ kind: 'other', uid: owner.uid, gid: owner.gid }, namespace];
}

/** Runs the real binary as that user from inside the data folder, and, where it is another uid, gives it a folder there. */
async function prove(user: OsUser, dataFolder: string, binaries: Binaries): Promise<void> {
  const script = 'cd "$1" && test -r "$2" && exec "$3" --version';
  const { file, args, options } = commandAs(
    user,
    'sh',
    ['-c', script, 'sh', dataFolder, binaries.shareFile, binaries.postgres],
    binaries.environment,
  );
  await run(file, args, options);
  if (user.kind !== 'other') return;
  // Some shared folders ignore a change of owner, or refuse it.
  const trial = await mkdtemp(path.join(dataFolder, 'owner-'));
  try {
    await chown(trial, user.uid, user.gid);
    if ((await stat(trial)).uid !== user.uid) throw new Error(`${dataFolder} ignores owners`);
  } finally {
    await rmdir(trial);
  }
}

async function ownerOf(folder: string): Promise<{ uid: number; gid: number } | undefined> {
  const found = await stat(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return found && { uid: found.uid, gid: found.gid };
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? text;
}

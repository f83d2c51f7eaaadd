// Where things are inside the data folder, and the folder itself: made when missing, checked for writing.
import { access, constants, mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { causeCode } from '../../lib/cause-code.ts';

export interface DataFolder {
  /** The real path: two names of one folder are one folder. */
  readonly root: string;
  readonly cluster: string;
  readonly secrets: string;
  readonly password: string;
  readonly logFolder: string;
  readonly logFile: string;
  readonly pidFile: string;
  readonly libraries: string;
}

/** PostgreSQL cuts paths at 1024 bytes; its own files below the cluster need some of them. */
const longestPath = 800;

/** Makes the data folder with its inner folders, and checks that this process can write there. Throws one line when it cannot. */
export async function openDataFolder(folder: string): Promise<DataFolder> {
  const secrets = path.join(folder, 'secrets');
  try {
    // Others may pass (PostgreSQL may run as another user), not look.
    await mkdir(folder, { recursive: true, mode: 0o711 });
    await access(folder, constants.W_OK | constants.X_OK);
    await mkdir(secrets, { recursive: true, mode: 0o700 });
    await access(secrets, constants.W_OK | constants.X_OK);
    await mkdir(path.join(folder, 'log'), { recursive: true, mode: 0o755 });
    await access(path.join(folder, 'log'), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(folder, error);
  }
  const root = await realpath(folder);
  if (Buffer.byteLength(root) > longestPath) {
    throw new Error(
      `The path of the data folder is longer than ${longestPath} bytes, too long for PostgreSQL: set ACCORD_DATA to a shorter one.`,
    );
  }
  return {
    root,
    cluster: path.join(root, 'postgres'),
    secrets: path.join(root, 'secrets'),
    password: path.join(root, 'secrets', 'postgres-password'),
    logFolder: path.join(root, 'log'),
    logFile: path.join(root, 'log', 'postgres.log'),
    pidFile: path.join(root, 'accord.pid'),
    libraries: path.join(root, 'lib'),
  };
}

/** The one line for a data folder that this process cannot use; other errors come back unchanged. */
export function notWritable(folder: string, error: unknown): unknown {
  const code = causeCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder, error);
  if (code === undefined || !['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return error;
  }
  return new Error(
    `The data folder ${folder} is not writable by user ${process.getuid?.() ?? '?'} (${code}): change its owner, or set ACCORD_DATA to another folder.`,
    { cause: error },
  );
}

/** The one line for a full disk. */
export function diskFull(folder: string, cause: unknown): Error {
  return new Error(
    `No space is left on the disk of ${folder}: free some (a new database takes 60 MB), or set ACCORD_DATA to a folder on another disk.`,
    { cause },
  );
}

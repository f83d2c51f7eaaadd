// The keys that tokens are signed and secrets are sealed with: from ACCORD_SECRET_KEY, or made once and kept in the data folder, readable by its user only.
import { hkdfSync, randomBytes } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writePrivateFile } from '../lib/private-file.ts';
import type { Secrets } from '../domain/context.ts';

/** Reads the secrets, making them when the data folder has none. */
export async function openSecrets(dataFolder: string, secretKey: string): Promise<Secrets> {
  const root = secretKey === '' ? await storedRoot(dataFolder) : Buffer.from(secretKey, 'hex');
  return { tokenKey: derive(root, 'tokens'), accessKeyKey: derive(root, 'access keys') };
}

/** One secret, a key for each purpose. */
function derive(root: Buffer, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', root, '', `accord ${purpose}`, 32));
}

async function storedRoot(dataFolder: string): Promise<Buffer> {
  const folder = join(dataFolder, 'secrets');
  const path = join(folder, 'secret-key');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const existing = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (existing !== null) return Buffer.from(existing.trim(), 'hex');
  const made = randomBytes(32);
  await writePrivateFile(path, `${made.toString('hex')}\n`);
  return made;
}

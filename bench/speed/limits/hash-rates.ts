// What one processor hashes, as openssl measures it.
import { mustRun } from '../../../test/contract/support/run-command.ts';

const algorithms = ['md5', 'sha256', 'sha512'] as const;

export type HashRates = Readonly<Record<(typeof algorithms)[number], number>>;

/** Bytes a second, of each algorithm over blocks of 64 KiB. */
export async function measureHashes(seconds: number): Promise<HashRates> {
  const rates = { md5: 0, sha256: 0, sha512: 0 };
  for (const algorithm of algorithms) {
    const command = `speed -mr -seconds ${seconds} -bytes 65536 -evp ${algorithm}`;
    const stdout = await mustRun('/usr/bin/openssl', command.split(' '));
    const found = /^\+F:\d+:[^:]+:(?<rate>[\d.]+)$/m.exec(stdout)?.groups?.['rate'];
    if (found === undefined) throw new Error(`openssl speed did not report:\n${stdout}`);
    rates[algorithm] = Number(found);
  }
  return rates;
}

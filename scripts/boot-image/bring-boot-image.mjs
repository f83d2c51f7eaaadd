// The image that boots, for a first start.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const script = fileURLToPath(new URL('../build-boot-image.mjs', import.meta.url));

/**
 * The path of its file, which is built when there is none yet; null, and a line that says why, where it cannot be built.
 * @param {(line: string) => void} say
 * @returns {Promise<string | null>}
 */
export async function bringBootImage(say) {
  say("Making a small disk image that boots, of Debian's packages; this takes some seconds.");
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [script]);
    return stdout.trim();
  } catch (error) {
    const [reason] = String(error.stderr ?? error.message).split('\n');
    say(`No image that boots is offered: ${reason}`);
    return null;
  }
}

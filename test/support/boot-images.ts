// Bootable images for tests, built once and kept for all of them.
import { join } from 'node:path';
import { cachedBootImage } from '../../src/setup/boot-image/cached-boot-image.ts';

const cache = join(import.meta.dirname, '../../node_modules/.cache/accord/boot-image');

/** Two systems that tell themselves apart: by NAME and VERSION in /etc/os-release, and by what the serial console says at a start. */
const flavours = {
  a: { name: 'debian-tiny', version: '1.0' },
  b: { name: 'debian-tiny', version: '2.0' },
} as const;

/**
 * A file with a bootable qcow2 image of 128 MiB: BIOS, virtio disk and network, a NoCloud seed, serial console. Nobody can sign in without a seed
 * that says how. Not to be changed: it is everybody's.
 */
export async function bootImage(flavour: keyof typeof flavours): Promise<string> {
  return await cachedBootImage(cache, { flavour, ...flavours[flavour] });
}

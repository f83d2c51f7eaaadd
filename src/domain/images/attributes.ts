// What may stand in an image's attributes, whoever writes them. Pure; every limit is a setting.
import { Fault } from '../fault.ts';
import type { Settings } from '../settings.ts';
import type { DiskFormat, Image, ImageKind } from './image.ts';

const nameLength = 255;
const tagLength = 255;
const propertyNameLength = 255;
const propertyValueLength = 65_535;
/** The columns are 32-bit. */
const largestInteger = 2_147_483_647;

type Checked = Pick<Image, 'name' | 'minDisk' | 'minRam' | 'properties' | 'tags'>;

/** Throws the fault of the first attribute that breaks a rule. */
export function checkAttributes(
  settings: Pick<Settings, 'propertiesPerImage' | 'tagsPerImage'>,
  image: Checked,
): void {
  if (image.name !== null) checkText('name', image.name, nameLength);
  checkSize('min_disk', image.minDisk);
  checkSize('min_ram', image.minRam);
  checkTags(settings, image.tags);
  const properties = Object.entries(image.properties);
  if (properties.length > settings.propertiesPerImage) {
    throw tooMany('properties', properties.length, settings.propertiesPerImage);
  }
  for (const [name, value] of properties) {
    if (name === '') throw new Fault('invalid', 'image.invalid', 'A property needs a name.');
    checkText('property name', name, propertyNameLength);
    checkText(name, value, propertyValueLength);
  }
}

function checkTags(settings: Pick<Settings, 'tagsPerImage'>, tags: readonly string[]): void {
  if (tags.length > settings.tagsPerImage)
    throw tooMany('tags', tags.length, settings.tagsPerImage);
  for (const tag of tags) checkText('tag', tag, tagLength);
}

function checkText(what: string, text: string, most: number): void {
  if (text.length > most) {
    throw new Fault('invalid', 'image.invalid', `The ${what} is longer than ${most} characters.`);
  }
  // PostgreSQL cannot hold them, and nothing that reads names expects them.
  if (text.includes('\0') || !text.isWellFormed()) {
    throw new Fault(
      'invalid',
      'image.invalid',
      `The ${what} holds a NUL character or half of a surrogate pair.`,
    );
  }
}

function checkSize(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > largestInteger) {
    throw new Fault(
      'invalid',
      'image.invalid',
      `${what} must be a whole number from 0 to ${largestInteger}.`,
    );
  }
}

function tooMany(what: string, count: number, limit: number): Fault {
  return new Fault(
    'tooLarge',
    `image.too-many-${what}`,
    `The limit has been exceeded on the number of allowed image ${what}. Attempted: ${count}, Maximum: ${limit}`,
    { detail: { count, limit } },
  );
}

/** Names that only the service itself sets; Glance reserves the same prefix. */
function isReservedProperty(name: string): boolean {
  return name.startsWith('os_glance') || name === '__whole_image' || name === '__originalimagename';
}

/** Throws when a client writes a property that is not its to write. */
export function refuseReservedProperty(name: string): void {
  if (isReservedProperty(name)) {
    throw new Fault('forbidden', 'image.reserved-property', `Attribute '${name}' is reserved.`, {
      detail: { name },
    });
  }
}

/** An ISO image is its own kind: it never boots as a system disk. */
export function kindFor(kind: ImageKind, diskFormat: DiskFormat | null): ImageKind {
  if (kind === 'server' || kind === 'data') return kind;
  return diskFormat === 'iso' ? 'iso' : kind === 'iso' && diskFormat !== null ? 'system' : kind;
}

// The body of `PATCH /v2/cloudimages/{image_id}` → the domain's changes. Only some attributes can be changed there (IMS API reference, "Updating image
// information"), and custom properties, which are all that have no such name as the service's own.
import { Fault } from '../../../domain/fault.ts';
import type { ImageChange } from '../../../domain/images/update-image.ts';
import { malformed, operationsOf, readOperation, type Operation } from '../../http/json-patch.ts';
import { readDescription, readName } from './image-texts.ts';

/** Faults: invalid, forbidden (what cannot be changed there). */
export function changesOf(body: unknown): ImageChange[] {
  if (body === undefined) {
    throw new Fault('invalid', 'request.empty-body', 'The request has no body.');
  }
  return operationsOf(body).map((entry) => changeOf(readOperation(entry)));
}

function changeOf({ op, name, value }: Operation): ImageChange {
  const set = Object.hasOwn(own, name) ? own[name] : undefined;
  if (set !== undefined) {
    if (op === 'remove') throw refused(`An image always has the attribute ${name}.`);
    return { set: set(value) };
  }
  const read = readerOf(name);
  if (op === 'remove') return { op, property: name };
  return { op, property: name, value: read(value) };
}

/** Attributes that the domain knows. */
const own: Readonly<
  Record<string, (value: unknown) => Extract<ImageChange, { set: unknown }>['set']>
> = {
  name: (value) => ({ name: readName(value) }),
  min_ram: (value) => ({ minRam: Number(megabytes(value)) }),
};

/** Attributes that are properties here. */
const editable: Readonly<Record<string, (value: unknown) => string>> = {
  __description: readDescription,
  __is_config_init: flag,
  max_ram: megabytes,
  hw_vif_multiqueue_enabled: flag,
  hw_firmware_type: (value) => {
    if (value === 'bios' || value === 'uefi') return value;
    throw new Fault(
      'invalid',
      'image.firmware-invalid',
      'The firmware of an image is bios or uefi.',
    );
  },
  enterprise_project_id: (value) => {
    if (typeof value === 'string' && /^(0|[0-9a-f-]{32,36})$/i.test(value)) return value;
    throw new Fault(
      'invalid',
      'image.enterprise-project-invalid',
      'The id of an enterprise project is 0 or a UUID.',
    );
  },
};

/** Attributes without `__` that a custom property cannot be called. */
const fixed: ReadonlySet<string> = new Set([
  'id',
  'owner',
  'status',
  'visibility',
  'protected',
  'container_format',
  'disk_format',
  'min_disk',
  'size',
  'virtual_size',
  'checksum',
  'tags',
  'virtual_env_type',
  'created_at',
  'updated_at',
  'active_at',
  'self',
  'file',
  'schema',
]);

/** How the value of a property is read; throws `forbidden` for one that cannot be changed. */
function readerOf(name: string): (value: unknown) => string {
  const read = Object.hasOwn(editable, name) ? editable[name] : undefined;
  if (read !== undefined) return read;
  if (name.startsWith('__support_')) return flagOrWord;
  if (name.startsWith('__') || fixed.has(name)) {
    throw refused(`The attribute ${name} cannot be changed.`);
  }
  return word;
}

function refused(message: string): Fault {
  return new Fault('forbidden', 'image.attribute-refused', message);
}

function word(value: unknown): string {
  if (typeof value !== 'string') throw malformed('The value of a property is a text.');
  return value;
}

/** Clients send booleans as such or as text. */
function flag(value: unknown): string {
  const text = String(value);
  if (text !== 'true' && text !== 'false') throw malformed('The value is true or false.');
  return text;
}

/** `true`, `false`, or the name of a GPU. */
function flagOrWord(value: unknown): string {
  return typeof value === 'boolean' ? flag(value) : word(value);
}

/** A number or its digits; at most what 32 bits hold. */
function megabytes(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : '';
  if (!/^\d{1,10}$/.test(text) || Number(text) > 2_147_483_647) {
    throw new Fault('invalid', 'image.memory-invalid', 'An amount of memory is a number of MB.');
  }
  return text;
}

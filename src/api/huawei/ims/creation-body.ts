// Bodies of the calls that make an image of an object in a bucket (IMS API reference, "Creating an image"), checked in the reference's order of things and
// in the domain's words.
import { Type, type Static } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import type { BucketImage } from '../../../domain/images/buckets/create-from-bucket.ts';
import type { ImageKind } from '../../../domain/images/image.ts';
import { osAttributes } from './os-attributes.ts';
import { creationTags } from './creation-tags.ts';
import { refuseKey } from './encryption.ts';
import { describedBy, readName } from './image-texts.ts';

const text = Type.Optional(Type.String());
const whole = Type.Optional(Type.Integer());
const flag = Type.Optional(Type.Boolean());

/** Fields of all of these calls together; what a call does not know it does not look at, as there. */
export const creationBody = Type.Object({
  name: text,
  description: text,
  image_url: text,
  min_disk: whole,
  min_ram: whole,
  max_ram: whole,
  os_type: text,
  os_version: text,
  type: text,
  architecture: text,
  hw_firmware_type: text,
  enterprise_project_id: text,
  cmk_id: text,
  is_config: flag,
  tags: Type.Optional(Type.Array(Type.String())),
  image_tags: Type.Optional(Type.Array(Type.Object({ key: Type.String(), value: text }))),
  // Sources that are no objects.
  instance_id: text,
  volume_id: text,
  data_images: Type.Optional(Type.Array(Type.Unknown())),
});

export type CreationBody = Static<typeof creationBody>;

/** What a call allows. */
export interface CreationRules {
  /** It makes images of servers and disks, too. */
  readonly ofServers?: boolean;
  /** GB. */
  readonly minDisk: { readonly least: number; readonly most: number };
  /** Its values of `type`; the first is meant when there is none. */
  readonly environments: readonly [Environment, ...Environment[]];
  readonly osTypes: readonly string[];
}

type Environment = keyof typeof environmentOf;

/** `type` of a request → `virtual_env_type` of the image. */
const environmentOf = {
  ECS: 'FusionCompute',
  FusionCompute: 'FusionCompute',
  BMS: 'Ironic',
  Ironic: 'Ironic',
  IsoImage: 'IsoImage',
  DataImage: 'DataImage',
} as const;

const kindOf: Readonly<Partial<Record<Environment, ImageKind>>> = {
  DataImage: 'data',
  IsoImage: 'iso',
};

/** An image of an object, from a body that is checked by the rules of its call. Faults: invalid, unsupported (a source that is no object; a key). */
export function bucketImageOf(body: CreationBody, rules: CreationRules): BucketImage {
  const name = readName(body.name);
  const description = describedBy(body.description);
  refuseOtherSources(body);
  const environment = environmentIn(body.type, rules);
  const kind = kindOf[environment] ?? 'system';
  if (kind === 'iso' && body.os_version === undefined) {
    throw new Fault('invalid', 'image.os-version-missing', 'An ISO image needs an os_version.');
  }
  checkWord(body.os_type, rules.osTypes, osTypeInvalid);
  checkWord(body.hw_firmware_type, ['bios', 'uefi'], firmwareInvalid);
  checkWord(body.architecture, ['x86', 'arm'], architectureInvalid);
  const { max_ram: maxRam, hw_firmware_type: firmware, enterprise_project_id: enterprise } = body;
  const source = required('image_url', body.image_url);
  return {
    source,
    image: {
      name,
      kind,
      visibility: 'private',
      minDisk: checkMinDisk(body.min_disk, rules),
      minRam: checkMemory('min_ram', body.min_ram) ?? 0,
      tags: creationTags(body),
      properties: {
        ...osAttributes(body.os_version, body.os_type),
        ...description,
        ...(body.is_config === true ? { __is_config_init: 'true' } : {}),
        ...(body.architecture === 'arm' ? { __support_arm: 'true' } : {}),
        ...(firmware === undefined ? {} : { hw_firmware_type: firmware }),
        ...(enterprise === undefined ? {} : { enterprise_project_id: enterprise }),
        ...(maxRam === undefined ? {} : { max_ram: String(checkMemory('max_ram', maxRam)) }),
        virtual_env_type: environmentOf[environment],
      },
    },
    properties: originOf(source),
  };
}

/** How an image that comes from an object says where it is from. */
export function originOf(source: string): Record<string, string> {
  return { __data_origin: `file,${source}`, __root_origin: 'file' };
}

/** Throws `invalid` for a field that a call needs and does not have. */
export function required<T>(field: string, value: T | undefined): T {
  if (value !== undefined) return value;
  throw new Fault('invalid', 'request.invalid', `The body has no ${field}.`);
}

function refuseOtherSources(body: CreationBody): void {
  const other = (['instance_id', 'volume_id', 'data_images'] as const).find(
    (field) => body[field] !== undefined,
  );
  if (other !== undefined) throw sourceUnsupported(other);
  refuseKey(body.cmk_id);
}

function sourceUnsupported(source: string): Fault {
  return new Fault(
    'unsupported',
    'image.source-unsupported',
    `This call makes images of objects in buckets (image_url), not of servers or disks (${source}).`,
    { detail: { source } },
  );
}

function environmentIn(type: string | undefined, { environments }: CreationRules): Environment {
  const found = type === undefined ? environments[0] : environments.find((each) => each === type);
  if (found !== undefined) return found;
  throw new Fault(
    'invalid',
    'image.environment-invalid',
    `The type must be one of ${environments.join(', ')}.`,
  );
}

function checkWord(
  word: string | undefined,
  words: readonly string[],
  fault: (words: string) => Fault,
): void {
  if (word !== undefined && !words.includes(word)) throw fault(words.join(', '));
}

function osTypeInvalid(words: string): Fault {
  return new Fault('invalid', 'image.os-type-invalid', `The os_type must be one of ${words}.`);
}

function firmwareInvalid(words: string): Fault {
  return new Fault(
    'invalid',
    'image.firmware-invalid',
    `The hw_firmware_type must be one of ${words}.`,
  );
}

function architectureInvalid(words: string): Fault {
  return new Fault(
    'invalid',
    'image.architecture-invalid',
    `The architecture must be one of ${words}.`,
  );
}

function checkMinDisk(asked: number | undefined, { minDisk }: CreationRules): number {
  const size = required('min_disk', asked);
  if (size >= minDisk.least && size <= minDisk.most) return size;
  throw new Fault(
    'invalid',
    'image.min-disk-invalid',
    `The min_disk must be from ${minDisk.least} to ${minDisk.most} GB.`,
  );
}

/** Throws `invalid`. */
export function checkMemory(field: string, size: number | undefined): number | undefined {
  if (size === undefined || size >= 0) return size;
  throw new Fault('invalid', 'image.memory-invalid', `The ${field} must not be negative.`);
}

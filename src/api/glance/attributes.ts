// Wire attributes ↔ the domain's: one table for create and update.
import { Value } from 'typebox/value';
import { Fault } from '../../domain/fault.ts';
import type { ImageKind } from '../../domain/images/image.ts';
import type { ImageChange } from '../../domain/images/update-image.ts';
import { writableAttributes, type WritableAttribute } from './schema.ts';

type Attributes = Extract<ImageChange, { set: unknown }>['set'];

const domainName = {
  name: 'name',
  visibility: 'visibility',
  protected: 'protected',
  os_hidden: 'hidden',
  container_format: 'containerFormat',
  disk_format: 'diskFormat',
  min_disk: 'minDisk',
  min_ram: 'minRam',
  tags: 'tags',
} as const satisfies Record<WritableAttribute, keyof Attributes>;

/** True for an attribute of the image itself, false for an additional property. */
export function isAttribute(name: string): name is WritableAttribute {
  return Object.hasOwn(writableAttributes, name);
}

/** One attribute as a domain change; throws the 400 that Glance gives when the value does not fit the schema. */
export function attributeChange(name: WritableAttribute, value: unknown): Attributes {
  if (!Value.Check(writableAttributes[name], value)) {
    throw schemaMismatch(`${JSON.stringify(value)} is not a valid ${name}`);
  }
  // Value.Check has just proved that the value is of the attribute's type.
  return { [domainName[name]]: value };
}

/** The fault for a body that does not fit the schema. */
export function schemaMismatch(reason: string): Fault {
  return new Fault(
    'invalid',
    'image.schema-mismatch',
    `Provided object does not match schema 'image': ${reason}`,
  );
}

/** The kind that Huawei Cloud's `virtual_env_type` names; undefined for values that say nothing about the disk. */
export function kindOfEnvironment(value: string): ImageKind | undefined {
  const kinds: Readonly<Record<string, ImageKind>> = {
    DataImage: 'data',
    IsoImage: 'iso',
    FusionCompute: 'system',
  };
  return Object.hasOwn(kinds, value) ? kinds[value] : undefined;
}

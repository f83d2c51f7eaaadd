// A new server as the form has it and as the API takes it, and what a refusal says about which field. Pure.
import type { Disks, Image } from '../../src/api/accord/images/schema.ts';
import type { Flavor, NewServers } from '../../src/api/accord/servers/schema.ts';
import { diskGigabytes } from '../images/image-words.ts';
import { loginOf, noLogin, userDataOf, type LoginValues } from './login-values.ts';

export interface DataDiskValues {
  readonly from: 'empty' | 'image';
  readonly image?: Image;
  readonly size: number | null;
  readonly deleteWithServer: boolean;
}

export interface NewServerValues extends LoginValues {
  readonly image?: Image;
  readonly flavorId?: string;
  readonly diskSize: number | null;
  readonly dataDisks: readonly DataDiskValues[];
  readonly name: string;
  readonly description: string;
  readonly count: number;
}

export const newDataDisk: DataDiskValues = { from: 'empty', size: 10, deleteWithServer: false };

export const noServer: NewServerValues = {
  ...noLogin,
  diskSize: null,
  dataDisks: [],
  name: '',
  description: '',
  count: 1,
};

/** GB that a disk made from an image has at least. */
export function leastSize(image: Image | undefined): number {
  return image === undefined ? 1 : (diskGigabytes(image) ?? 1);
}

const bytesPerGb = 2 ** 30;

/** The disks of a full server as its image holds them, in GB: its system disk, and its data disks in their order. */
export interface ServerDisks {
  readonly diskSize: number;
  readonly dataDisks: readonly { readonly name: string | null; readonly size: number }[];
}

export function disksOfServer({ items }: Pick<Disks, 'items'>): ServerDisks {
  const gigabytes = (size: number | null): number => Math.ceil((size ?? 1) / bytesPerGb);
  const system = items.find(({ role }) => role === 'system');
  return {
    diskSize: gigabytes(system?.size ?? null),
    dataDisks: items
      .filter(({ role }) => role === 'data')
      .map(({ name, size }) => ({ name, size: gigabytes(size) })),
  };
}

/** What is asked for; what is empty is left out. The image and the flavor must be chosen. */
export function newServersOf(values: NewServerValues, image: Image, flavorId: string): NewServers {
  const description = values.description.trim();
  return {
    name: values.name.trim(),
    ...(description === '' ? {} : { description }),
    count: values.count,
    flavorId,
    imageId: image.id,
    diskSize: values.diskSize ?? leastSize(image),
    ...(values.dataDisks.length === 0 ? {} : { dataDisks: values.dataDisks.map(dataDiskOf) }),
    login: loginOf(values),
    ...userDataOf(values),
  };
}

function dataDiskOf({ from, image, size, deleteWithServer }: DataDiskValues) {
  const made = from === 'image' ? image : undefined;
  return {
    size: size ?? leastSize(made),
    deleteWithServer,
    ...(made === undefined ? {} : { imageId: made.id }),
  };
}

/** The flavors that have the memory that an image asks for. */
export function hasMemory({ memory }: Flavor, image: Image | undefined): boolean {
  return memory >= (image?.minRam ?? 0);
}

type Field = keyof NewServerValues;

const fieldOf: Readonly<Record<string, Field>> = {
  'disk.too-small': 'diskSize',
  'flavor.not-found': 'flavorId',
  'flavor.too-little-memory': 'flavorId',
  'server.over-quota': 'count',
  'server.weak-password': 'password',
  'key-pair.not-found': 'keyName',
};

/** The field that a refusal is about; undefined: none of them, or more than one. */
export function fieldFor(code: string): Field | undefined {
  return fieldOf[code] ?? (code.startsWith('image.') ? 'image' : undefined);
}

// What is written about an image in a form, and what of it is a change. Pure.
import type { Image, ImageChange, NewImage } from '../../src/api/accord/images/schema.ts';

/** The facts that one writes; '' is nothing. */
export interface FactValues {
  readonly name: string;
  readonly description: string;
  readonly osType: string | null;
  readonly osDistro: string;
  readonly osVersion: string;
  readonly architecture: string;
  /** GB. */
  readonly minDisk: number;
  /** MB. */
  readonly minRam: number;
  readonly tags: readonly string[];
}

export interface ImageValues extends FactValues {
  readonly protected: boolean;
  readonly hidden: boolean;
}

export const noFacts: FactValues = {
  name: '',
  description: '',
  osType: null,
  osDistro: '',
  osVersion: '',
  architecture: '',
  minDisk: 0,
  minRam: 0,
  tags: [],
};

export function valuesOf(image: Image): ImageValues {
  const { osType, minDisk, minRam, tags, hidden } = image;
  return {
    name: image.name ?? '',
    description: image.description ?? '',
    osType,
    osDistro: image.osDistro ?? '',
    osVersion: image.osVersion ?? '',
    architecture: image.architecture ?? '',
    minDisk,
    minRam,
    tags,
    protected: image.protected,
    hidden,
  };
}

const texts = ['description', 'osDistro', 'osVersion', 'architecture'] as const;

/** Only what differs: whatever else has been changed meanwhile stays. */
export function changesTo(image: Image, values: ImageValues): ImageChange {
  const before = valuesOf(image);
  const name = values.name.trim();
  return {
    ...(name === before.name ? {} : { name }),
    ...Object.fromEntries(
      texts.flatMap((key) => {
        const text = values[key].trim();
        return text === before[key] ? [] : [[key, text === '' ? null : text]];
      }),
    ),
    ...(values.osType === before.osType ? {} : { osType: values.osType }),
    ...Object.fromEntries(
      (['minDisk', 'minRam', 'protected', 'hidden'] as const).flatMap((key) =>
        values[key] === before[key] ? [] : [[key, values[key]]],
      ),
    ),
    ...(isSameSet(values.tags, before.tags) ? {} : { tags: [...new Set(values.tags)] }),
  };
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return new Set(one).symmetricDifference(new Set(other)).size === 0;
}

/** The facts of an image that is made; what is empty is left out. */
export function factsOf(values: FactValues): Omit<NewImage, 'kind' | 'diskFormat'> {
  const { osType, minDisk, minRam, tags } = values;
  return {
    name: values.name.trim(),
    ...Object.fromEntries(
      texts.flatMap((key) => {
        const text = values[key].trim();
        return text === '' ? [] : [[key, text]];
      }),
    ),
    ...(osType === null ? {} : { osType }),
    minDisk,
    minRam,
    tags: [...new Set(tags)],
  };
}

// What a list of images can be narrowed by.
import type { ImageKind } from './image.ts';

/** One value, or a list of which any will do. */
type OneOf = string | readonly string[];

/** A comparison with a time, in ISO 8601. Whole seconds are compared: more is never shown. */
export interface TimeFilter {
  readonly operator: '=' | '<>' | '<' | '<=' | '>' | '>=';
  readonly time: string;
}

export interface ImageFilters {
  readonly id?: OneOf;
  readonly owner?: string;
  readonly name?: OneOf;
  /** The id, or a part of the name in any case. */
  readonly search?: string;
  readonly status?: OneOf;
  readonly kind?: ImageKind | readonly ImageKind[];
  readonly containerFormat?: OneOf;
  readonly diskFormat?: OneOf;
  readonly minDisk?: number;
  readonly minRam?: number;
  readonly protected?: boolean;
  /** Protected, or public, which some clients take for protected. */
  readonly protectedOrPublic?: boolean;
  readonly hasBytes?: boolean;
  /** Default false: hidden images are left out. */
  readonly hidden?: boolean;
  readonly checksum?: string;
  /** SHA-256 in hex. */
  readonly blob?: string;
  readonly size?: number;
  readonly virtualSize?: number;
  readonly sizeMin?: number;
  readonly sizeMax?: number;
  readonly createdAt?: TimeFilter;
  readonly updatedAt?: TimeFilter;
  /** All of them. */
  readonly tags?: readonly string[];
  readonly tagKeys?: TagKeyFilter;
  /** Additional properties, all equal. */
  readonly properties?: Readonly<Record<string, string>>;
  /** Of each list at least one choice: additional properties, all equal; null: it does not have that one. */
  readonly propertyChoices?: readonly (readonly PropertyChoice[])[];
}

export type PropertyChoice = Readonly<Record<string, string | null>>;

/** Tags that read `key=value`: one of these values of a key, any when none is named. */
export interface TagChoice {
  readonly key: string;
  readonly values: readonly string[];
}

export interface TagKeyFilter {
  readonly all?: readonly TagChoice[];
  readonly any?: readonly TagChoice[];
  /** Not all of them together. */
  readonly notAll?: readonly TagChoice[];
  /** None of them. */
  readonly notAny?: readonly TagChoice[];
  /** True: it has no tag at all. */
  readonly untagged?: boolean;
}

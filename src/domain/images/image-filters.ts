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
  readonly kind?: ImageKind;
  readonly containerFormat?: OneOf;
  readonly diskFormat?: OneOf;
  readonly minDisk?: number;
  readonly minRam?: number;
  readonly protected?: boolean;
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
  /** Additional properties, all equal. */
  readonly properties?: Readonly<Record<string, string>>;
}

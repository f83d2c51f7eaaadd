// What jobs between images and buckets are asked for and come to. No I/O.
import type { Job } from '../../jobs/job.ts';
import type { ImageKind } from '../image.ts';
import type { ObjectAddress } from './bucket-object.ts';

interface BucketJobInput {
  readonly imageId: string;
  /** As it was when the job was begun. */
  readonly imageName: string | null;
  readonly kind: ImageKind;
  readonly object: ObjectAddress;
}

/** Bytes from a bucket into an image. */
export interface BringObjectInput extends BucketJobInput {
  /** Properties that the image gets with its bytes. */
  readonly properties: Readonly<Record<string, string>>;
}

/** Bytes of an image into a bucket. */
export type ExportInput = BucketJobInput;

/** A job between an image and a bucket. */
export type BucketJob = Job<BucketJobInput>;

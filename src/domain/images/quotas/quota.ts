// What a project may use of the image service: the four quotas of Glance, by the names that limits are registered under. Sharing uses
// none of the recipient's: all is counted where the image belongs.
import { Fault } from '../../fault.ts';

export const imageQuotas = [
  'image_count_total',
  'image_size_total',
  'image_stage_total',
  'image_count_uploading',
] as const;
export type ImageQuota = (typeof imageQuotas)[number];

/** What a project uses. Bytes include those that uploads have reserved. */
export interface ImageUsage {
  /** Images that are not deleted. */
  readonly images: number;
  /** Those of them whose bytes are on their way. */
  readonly uploading: number;
  readonly sizeBytes: number;
  /** Bytes that wait in the staging area. */
  readonly stageBytes: number;
}

/** How many of what a limit counts are one of its units. Limits of bytes are in MiB. */
const unitOf: Readonly<Record<ImageQuota, number>> = {
  image_count_total: 1,
  image_size_total: 1_048_576,
  image_stage_total: 1_048_576,
  image_count_uploading: 1,
};

function usedOf(quota: ImageQuota, usage: ImageUsage): number {
  return {
    image_count_total: usage.images,
    image_size_total: usage.sizeBytes,
    image_stage_total: usage.stageBytes,
    image_count_uploading: usage.uploading,
  }[quota];
}

/** What a limit leaves, in images or bytes; negative: how much is too much. */
export function freeOf(quota: ImageQuota, limit: number, usage: ImageUsage): number {
  return limit * unitOf[quota] - usedOf(quota, usage);
}

/** What is used in the limit's unit, begun units not counted, as Glance shows it. */
export function shownUsage(quota: ImageQuota, usage: ImageUsage): number {
  return Math.floor(usedOf(quota, usage) / unitOf[quota]);
}

export function overQuota(projectId: string, quota: ImageQuota, limit: number): Fault {
  return new Fault(
    'quota',
    'image.over-quota',
    `Project ${projectId} would be over its quota: ${quota} is limited to ${limit}${unitOf[quota] === 1 ? '' : ' MiB'}.`,
    { detail: { projectId, quota, limit } },
  );
}

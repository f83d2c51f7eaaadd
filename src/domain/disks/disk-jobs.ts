// What jobs about disks are asked for and come to. No I/O.
import type { KeptFault } from '../jobs/job.ts';
import type { OnceInput } from '../jobs/once.ts';
import type { DiskKind, VolumeType } from './disk.ts';

/** Of `create-disks` and `delete-disks`. */
export interface DisksInput extends OnceInput {
  readonly diskIds: readonly string[];
  /** Of `create-disks`: what they are, for those who look at the job. */
  readonly said?: {
    readonly names: readonly string[];
    /** GiB. */
    readonly size: number;
    readonly volumeType: VolumeType;
  };
}

export interface DisksResult {
  /** Each disk, with what went wrong with it. */
  readonly disks: readonly { readonly diskId: string; readonly fault: KeptFault | null }[];
}

/** Of `grow-disk`. */
export interface GrowInput {
  readonly diskId: string;
  /** GiB. */
  readonly size: number;
  readonly was: number;
}

/** Of `capture-image`. */
export interface CaptureInput {
  readonly imageId: string;
  readonly imageName: string;
  readonly diskId: string;
  /** The server that has the disk; its task is `capturing` meanwhile. */
  readonly serverId: string | null;
  readonly kind: DiskKind;
}

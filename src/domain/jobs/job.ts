// A job: work that a client has asked for and looks at by an id, while it is done and for a while after. No I/O.
import type { Actor } from '../actor.ts';
import type { Fault, FaultDetail, FaultKind } from '../fault.ts';

export const jobTypes = [
  'add-members',
  'answer-offers',
  'remove-members',
  'create-image',
  'register-image',
  'export-image',
  'copy-image',
  'copy-image-to-region',
  'capture-image',
  'back-up-server',
  'make-server-image',
  'create-disks',
  'grow-disk',
  'delete-disks',
  'create-servers',
  'start-server',
  'stop-server',
  'reboot-server',
  'change-os',
  'attach-disk',
  'detach-disk',
  'delete-servers',
] as const;
export type JobType = (typeof jobTypes)[number];

/** They take as long as bytes take: the others do not wait for them. */
export const jobsThatMoveBytes: ReadonlySet<JobType> = new Set([
  'create-image',
  'register-image',
  'export-image',
]);

/** They need the engine: only a process that has one can do them. */
export const jobsOfTheEngine: ReadonlySet<JobType> = new Set([
  'capture-image',
  'back-up-server',
  'create-disks',
  'grow-disk',
  'delete-disks',
  'create-servers',
  'start-server',
  'stop-server',
  'reboot-server',
  'change-os',
  'attach-disk',
  'detach-disk',
  'delete-servers',
]);

export const jobStatuses = ['waiting', 'running', 'succeeded', 'failed'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** A fault as it is kept with a job, or with a part of one. */
export interface KeptFault {
  readonly kind: FaultKind;
  readonly code: string;
  readonly message: string;
  readonly detail: FaultDetail;
}

export interface Job<Input extends object = object, Result extends object = object> {
  /** 32 hex digits. */
  readonly id: string;
  readonly type: JobType;
  readonly status: JobStatus;
  /** Who asked, with scope and role as they were: what was acknowledged is carried out. */
  readonly actor: Actor;
  readonly projectId: string;
  readonly regionId: string;
  readonly input: Input;
  /** What it has come to; some jobs have one also when they failed. */
  readonly result: Result | null;
  readonly fault: KeptFault | null;
  /** From 0 to 1. */
  readonly progress: number;
  /** How many processes have begun it. Only the last of them may still end it. */
  readonly attempts: number;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** How a job ends: with what it has come to, and a fault when it failed. */
export interface JobEnd {
  readonly result: object | null;
  readonly fault: Fault | KeptFault | null;
}

/** A job that ends its process every time is given up. */
export const attemptsAtMost = 3;

export function keptFault({ kind, code, message, detail }: Fault | KeptFault): KeptFault {
  return { kind, code, message, detail };
}

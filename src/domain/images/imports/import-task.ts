// An import: bytes that come into an image, or into more stores, while nobody waits. What it is and the states it moves through. No I/O.

/** Ways to bring bytes: staged before, fetched from the web, copied from a store that has them. */
export const importMethods = ['glance-direct', 'web-download', 'copy-image'] as const;
export type ImportMethod = (typeof importMethods)[number];

export const taskStatuses = ['pending', 'processing', 'success', 'failure'] as const;
export type TaskStatus = (typeof taskStatuses)[number];

/** `import`: makes the image, too (Glance's older call). */
export type TaskType = 'import' | 'api_image_import';

export interface ImportTask {
  readonly id: string;
  readonly type: TaskType;
  readonly status: TaskStatus;
  readonly imageId: string;
  readonly regionId: string;
  /** The project that it was begun for. */
  readonly owner: string;
  readonly userId: string;
  readonly requestId: string;
  readonly method: ImportMethod;
  /** The address of a web-download, until the task ends. */
  readonly source: string | null;
  /** Where the bytes go. */
  readonly stores: readonly string[];
  /** False: the stores that can take the bytes are enough, as long as there is one. */
  readonly allMustSucceed: boolean;
  /** What was asked for, to be shown. */
  readonly input: object;
  /** Why it failed; else empty. */
  readonly message: string;
  /** How many processes have begun it. */
  readonly attempts: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** When it is forgotten; null while it is open. */
  readonly expiresAt: string | null;
}

/** An import that ends its process every time is given up. */
export const attemptsAtMost = 3;

/** Hours that a task can be looked at after it has ended; Glance's default. */
export const hoursKept = 48;

export function isOpen(task: Pick<ImportTask, 'status'>): boolean {
  return task.status === 'pending' || task.status === 'processing';
}

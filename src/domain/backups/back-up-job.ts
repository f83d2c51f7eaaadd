// What the job that makes a backup is asked for and comes to. No I/O.

/** Of `back-up-server`. */
export interface BackUpInput {
  readonly backupId: string;
  readonly backupName: string;
  readonly vaultId: string;
  readonly serverId: string;
  readonly serverName: string;
  /** The full-server image that is made of it. */
  readonly imageId: string | null;
  readonly imageName: string | null;
}

export interface BackUpResult {
  readonly backupId: string;
  readonly imageId: string | null;
  readonly imageName: string | null;
}

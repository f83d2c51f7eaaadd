// What every use case is given: the parts of the running service that rules work with.
import type { Db } from '../db/pool.ts';
import type { Buckets } from '../drivers/bucket/buckets.ts';
import type { Engine } from '../drivers/engine/engine.ts';
import type { Stores } from '../drivers/store/stores.ts';
import type { Settings } from './settings.ts';

export interface Secrets {
  /** Signs tokens (HMAC-SHA-256). */
  readonly tokenKey: Uint8Array;
  /** Seals the secrets of access keys (AES-256-GCM). */
  readonly accessKeyKey: Uint8Array;
}

export interface Context {
  readonly db: Db;
  readonly stores: Stores;
  readonly buckets: Buckets;
  /** null: this process runs no servers and keeps no disks. */
  readonly engine: Engine | null;
  readonly settings: Settings;
  readonly secrets: Secrets;
  /** This process's number in `uploads.process_id`; see db/process-lock.ts. */
  readonly processId: number;
}

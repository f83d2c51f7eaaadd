// A bucket: objects under names that people choose, outside of the service. Images are made from them and exported to them.

/** An object open for reading; `close` it. */
export interface BucketObject {
  /** Bytes, when it was opened. */
  readonly size: number;
  /** From its start. A chunk holds only until the next is asked for. Throws when `signal` aborts. */
  bytes(signal: AbortSignal): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

export interface Bucket {
  /** True when an object can have that name here. The other calls throw for names that cannot be. */
  accepts(key: string): boolean;
  /** Opens an object; null: there is none. */
  read(key: string): Promise<BucketObject | null>;
  /**
   * Writes an object whole or not at all; on return it survives a power loss. False: something has that name, or keeps it from being taken, and is
   * left as it is. `owner` (32 hex digits) says on whose behalf: what an earlier attempt of the same owner has left half-written goes.
   */
  put(key: string, owner: string, source: AsyncIterable<Uint8Array>): Promise<boolean>;
}

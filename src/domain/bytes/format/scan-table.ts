import { readAt, TABLE_READ_LIMIT } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';

export interface Table {
  offset: number;
  entries: number;
  /** bytes of one entry */
  width: 4 | 8;
  /** true when the entry that starts at `at` of `bytes` may stand there */
  accepts: (bytes: Buffer, at: number) => boolean;
}

/** True when the table's first MiB is in the file and each entry in it is accepted. */
export async function tableHolds(source: ByteSource, table: Table): Promise<boolean> {
  const { offset, entries, width, accepts } = table;
  const bytes = await readAt(source, offset, Math.min(entries * width, TABLE_READ_LIMIT));
  if (bytes === null) return false;
  for (let at = 0; at + width <= bytes.length; at += width) {
    if (!accepts(bytes, at)) return false;
  }
  return true;
}

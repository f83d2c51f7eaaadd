// An archive as the kernel unpacks it into memory at its start: cpio's "new ASCII" format (Linux, buffer-format.rst).

export interface CpioEntry {
  readonly path: string;
  /** Type and permissions, as stat has them. */
  readonly mode: number;
  /** Of a link: where it points. Of a folder: empty. */
  readonly content: Buffer;
}

/** The archive's bytes, the same ones for the same entries; all belong to root and are from the beginning of time. */
export function cpioArchive(entries: readonly CpioEntry[]): Buffer {
  const parts = entries.flatMap((entry, index) => member(entry, index + 1));
  parts.push(...member({ path: 'TRAILER!!!', mode: 0, content: Buffer.alloc(0) }, 0));
  return Buffer.concat(parts);
}

function member({ path, mode, content }: CpioEntry, inode: number): Buffer[] {
  const name = Buffer.from(`${path}\0`);
  const links = 1;
  const fields = [inode, mode, 0, 0, links, 0, content.length, 0, 0, 0, 0, name.length, 0];
  const header = Buffer.from(
    `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}`,
  );
  return [header, name, padding(header.length + name.length), content, padding(content.length)];
}

function padding(length: number): Buffer {
  return Buffer.alloc((4 - (length % 4)) % 4);
}

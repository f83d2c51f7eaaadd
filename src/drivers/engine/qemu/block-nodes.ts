// Disks as QEMU is told about them: every format and every file by name, so that nothing is taken from what the bytes say of themselves.

/** A file that a disk lies upon. */
export interface BaseFile {
  /** Its name in the engine's folder of bases. */
  readonly name: string;
  readonly driver: 'raw' | 'qcow2';
}

export interface BlockNode {
  readonly driver: string;
  readonly [option: string]: unknown;
}

/** The name of a disk's file in a cell. */
export function diskName(diskId: string): string {
  return `${diskId}.qcow2`;
}

/** A disk with what it lies upon; names are relative to the cell. */
export function diskNode(diskId: string, base: BaseFile | null): BlockNode {
  return {
    driver: 'qcow2',
    discard: 'unmap',
    file: { driver: 'file', filename: diskName(diskId) },
    backing: base === null ? null : baseNode(base),
  };
}

/** A base. A qcow2 one lies upon nothing, whatever its header says. */
export function baseNode(base: BaseFile): BlockNode {
  return {
    driver: base.driver,
    'read-only': true,
    file: { driver: 'file', filename: base.name, 'read-only': true },
    ...(base.driver === 'qcow2' ? { backing: null } : {}),
  };
}

/** A node as the tools take it in place of a file's name. */
export function asFileName(node: BlockNode): string {
  return `json:${JSON.stringify(node)}`;
}

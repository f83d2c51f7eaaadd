// qemu-img, always told what it reads and writes, in a cell of its own.
import { EngineError } from '../engine.ts';
import { asFileName, type BaseFile, type BlockNode } from './block-nodes.ts';
import type { Cell } from './cell.ts';
import { runTool, ToolError, type ToolOptions } from './run-tool.ts';

/** Formats as qemu-img names them. */
export type ToolFormat = 'raw' | 'qcow2' | 'vpc' | 'vhdx' | 'vmdk' | 'vdi';

interface Info {
  readonly 'virtual-size': number;
  readonly 'backing-filename'?: string;
  readonly encrypted?: boolean;
  readonly 'format-specific'?: {
    readonly data?: {
      readonly 'data-file'?: string;
      readonly extents?: readonly { readonly filename?: string }[];
    };
  };
}

/** Bytes that a guest would see of a file in the cell. Refuses one that says that it needs other files. Errors: bad-base. */
export async function inspectFile(cell: Cell, name: string, format: ToolFormat): Promise<number> {
  const text = await readable(
    async () => await runTool(cell, ['qemu-img', 'info', '-f', format, '--output=json', name]),
  );
  const info: Info = JSON.parse(text);
  const data = info['format-specific']?.data;
  const extents = data?.extents ?? [];
  const elsewhere =
    info['backing-filename'] !== undefined ||
    data?.['data-file'] !== undefined ||
    extents.some(({ filename }) => filename !== undefined && filename !== name);
  if (elsewhere) throw new EngineError('bad-base', 'The disk refers to other files.');
  if (info.encrypted === true) throw new EngineError('bad-base', 'The disk is encrypted.');
  return info['virtual-size'];
}

/** Bytes that a guest sees of a disk of ours in the cell, whatever it lies upon. */
export async function sizeOfDisk(cell: Cell, name: string): Promise<number> {
  const text = await runTool(cell, ['qemu-img', 'info', '-f', 'qcow2', '--output=json', name]);
  const info: Info = JSON.parse(text);
  return info['virtual-size'];
}

/**
 * Makes an empty disk in the cell, upon a base or upon nothing. The base is only named, for a person who comes to look: it is not opened
 * now, and the name is not followed later.
 */
export async function createDisk(
  cell: Cell,
  name: string,
  bytes: number,
  base: BaseFile | null,
): Promise<void> {
  const upon = base === null ? [] : ['-u', '-b', `../bases/${base.name}`, '-F', base.driver];
  await runTool(cell, ['qemu-img', 'create', '-q', '-f', 'qcow2', ...upon, name, String(bytes)]);
}

/** Makes a disk in the cell larger. */
export async function resizeDisk(cell: Cell, disk: BlockNode, bytes: number): Promise<void> {
  await runTool(cell, ['qemu-img', 'resize', '-q', asFileName(disk), String(bytes)]);
}

/** Copies what a guest would see of a file of another format. Errors: bad-base, no-space. */
export async function convertFile(
  cell: Cell,
  from: string,
  format: ToolFormat,
  to: string,
): Promise<void> {
  await readable(
    async () =>
      await runTool(cell, ['qemu-img', 'convert', '-q', '-f', format, '-O', 'qcow2', from, to]),
  );
}

/** Copies what a guest would see of a disk into a file that needs no other. `progress`: from 0 to 1. Errors: no-space. */
export async function flattenDisk(
  cell: Cell,
  disk: BlockNode,
  to: string,
  { signal, progress }: { signal: AbortSignal; progress: (done: number) => void },
): Promise<void> {
  const options: ToolOptions = {
    signal,
    printed: (text) => {
      const percent = /\((\d+(?:\.\d+)?)\/100%\)/g;
      const last = [...text.matchAll(percent)].at(-1)?.[1];
      if (last !== undefined) progress(Number(last) / 100);
    },
  };
  await runTool(cell, ['qemu-img', 'convert', '-p', '-O', 'qcow2', asFileName(disk), to], options);
}

async function readable(read: () => Promise<string>): Promise<string> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    throw new EngineError('bad-base', 'The disk cannot be read as what it is said to be.', {
      cause: error,
    });
  }
}

import { EngineError } from '../engine.ts';
import type { Host } from './host.ts';
import type { LiveServer } from './live-server.ts';
import { QmpError } from './qmp.ts';
import { sizeOfNode } from './query-nodes.ts';
import { slotName } from './server-command.ts';

/** Makes a disk larger that a running server has. Errors: no-space. */
export async function growLive(
  host: Host,
  server: LiveServer,
  diskId: string,
  bytes: number,
): Promise<void> {
  const disk = host.runs.get(server.id)?.disks.find((each) => each.diskId === diskId);
  if (disk === undefined) throw new Error(`server ${server.id} has no disk ${diskId}`);
  const node = slotName(disk.slot);
  if ((await sizeOfNode(server, node)) >= bytes) return;
  try {
    await server.ask('block_resize', { 'node-name': node, size: Math.ceil(bytes / 512) * 512 });
  } catch (error) {
    if (!(error instanceof QmpError) || !/No space left on device/.test(error.message)) throw error;
    throw new EngineError('no-space', 'No space is left for disks.', { cause: error });
  }
}

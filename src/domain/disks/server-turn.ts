import type { NewEvent } from '../events/record-event.ts';
import type { KeptFault } from '../jobs/job.ts';
import type { Disk } from './disk.ts';

/** How it appears in the trail of a server that a disk of its is being captured, or was. */
export function serverTurn(
  action: string,
  { id, projectId }: Pick<Disk, 'id' | 'projectId'>,
  serverId: string,
  fault: KeptFault | null = null,
): NewEvent {
  const why = fault === null ? {} : { fault: { code: fault.code, message: fault.message } };
  return { action, noun: 'server', nounId: serverId, projectId, after: { diskId: id, ...why } };
}

import { closeReason, type CloseReason } from './close-reason.ts';

/** How a console stands to its server. */
export interface Connection {
  readonly state: 'connecting' | 'open' | 'closed';
  /** Why it was closed, as far as that is known. */
  readonly reason?: CloseReason | undefined;
}

export const connecting: Connection = { state: 'connecting' };
export const open: Connection = { state: 'open' };

/** By the code of the WebSocket's end. */
export function closedBy(code: number): Connection {
  return { state: 'closed', reason: closeReason(code) };
}

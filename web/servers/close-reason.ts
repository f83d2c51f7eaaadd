// Why the service closes a console, by the code of the WebSocket's end.

const reasons = {
  1001: 'service-stops',
  4401: 'signed-out',
  4403: 'forbidden',
  4404: 'gone',
  4409: 'ended',
} as const;

export type CloseReason = (typeof reasons)[keyof typeof reasons];

/** undefined: nothing is known but that it is closed. */
export function closeReason(code: number): CloseReason | undefined {
  return reasons[code as keyof typeof reasons];
}

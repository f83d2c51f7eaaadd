import type { Duplex } from 'node:stream';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { onEngine } from './begin-act.ts';
import { findServer } from './find-server.ts';
import { refusalToServer } from './server.ts';

export const consoleKinds = ['serial', 'screen'] as const;
export type ConsoleKind = (typeof consoleKinds)[number];

export interface ConsoleLog {
  /** Bytes that are no UTF-8 are shown as such. */
  readonly text: string;
  /** Where to go on from, in bytes. */
  readonly next: number;
}

const partBytes = 1 << 18;

/**
 * What a server has written to its serial console, from an offset in bytes; the log begins anew with each run, and then so does this. Faults: forbidden,
 * notFound, unavailable.
 */
export async function readServerLog(
  context: Context,
  actor: Actor,
  serverId: string,
  from: number,
): Promise<ConsoleLog> {
  const server = await findServer(context.db, actor, serverId, 'server.console');
  const part = await onEngine(
    context,
    async (engine) => await engine.readLog(server.id, from, partBytes),
  );
  const whole = part.bytes.subarray(0, part.bytes.length - cutOff(part.bytes));
  return { text: new TextDecoder().decode(whole), next: part.from + whole.length };
}

/** Bytes at the end that begin a character which is not there in whole; the next part begins with them. */
function cutOff(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length - 1); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/**
 * A connection to the serial console (bytes both ways) or the screen (RFB) of a server that runs. Faults: forbidden, notFound, conflict (it does not run),
 * unavailable.
 */
export async function openServerConsole(
  context: Context,
  actor: Actor,
  serverId: string,
  kind: ConsoleKind,
): Promise<Duplex> {
  const server = await findServer(context.db, actor, serverId, 'server.console');
  const refusal = refusalToServer(server, 'console');
  if (refusal !== null) throw refusal;
  return await onEngine(context, async (engine) =>
    kind === 'serial' ? await engine.openSerial(server.id) : await engine.openScreen(server.id),
  );
}

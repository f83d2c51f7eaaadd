// What went wrong in the engine, in the product's words; and the engine itself, where there is one that works.
import type { Engine, EngineError, EngineErrorCode } from '../drivers/engine/engine.ts';
import type { Context } from './context.ts';
import { Fault } from './fault.ts';

/** The fault for what an engine's verb was rejected with; a fault stays as it is. Throws what is neither: nobody expected it. */
export function engineFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (!isEngineError(error)) throw error;
  return faults[error.code](error);
}

/** Domain and drivers share types alone, so it is told by its name. */
function isEngineError(error: unknown): error is EngineError {
  return error instanceof Error && error.name === 'EngineError' && 'code' in error;
}

const faults: Readonly<Record<EngineErrorCode, (error: EngineError) => Fault>> = {
  unavailable: (cause) => new Fault('unavailable', 'engine.unavailable', cause.message, { cause }),
  'no-space': (cause) =>
    new Fault('unavailable', 'engine.no-space', 'The machine has no space left for disks.', {
      cause,
    }),
  'port-taken': (cause) =>
    new Fault(
      'unavailable',
      'engine.port-taken',
      'Another program of the machine has taken the port that leads to the server.',
      { cause },
    ),
  'no-memory': (cause) =>
    new Fault(
      'unavailable',
      'engine.no-memory',
      'The machine has not enough memory left for the server.',
      { cause },
    ),
  'not-started': (cause) =>
    new Fault(
      'unavailable',
      'server.not-started',
      `The server did not start: ${sentence(cause.message)}`,
      { cause },
    ),
  'disk-busy': (cause) =>
    new Fault('conflict', 'disk.busy', `The disk is busy: ${sentence(cause.message)}`, { cause }),
  'bad-base': (cause) =>
    new Fault(
      'unsupported',
      'engine.bad-base',
      'The bytes of the image cannot be read as what they were recognised as.',
      { cause },
    ),
  unsupported: (cause) => new Fault('unsupported', 'engine.unsupported', cause.message, { cause }),
  'not-running': (cause) =>
    new Fault('conflict', 'server.not-running', 'The server is not running.', { cause }),
};

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The engine, if this process has one. Faults: unavailable. */
export function engineOf({ engine }: Pick<Context, 'engine'>): Engine {
  if (engine !== null) return engine;
  throw new Fault(
    'unavailable',
    'engine.unavailable',
    'This service runs no servers and keeps no disks: ACCORD_ENGINE is set to none.',
  );
}

/** The engine, with all that it needs on its machine. Faults: unavailable; the message says what is missing. */
export async function availableEngine(context: Pick<Context, 'engine'>): Promise<Engine> {
  const engine = engineOf(context);
  const { available, missing } = await engine.status();
  if (available) return engine;
  throw new Fault(
    'unavailable',
    'engine.unavailable',
    `Servers and disks cannot be made on this machine: ${missing.join(' ')}`,
  );
}

import { ping } from '../db/ping.ts';
import type { Context } from './context.ts';
import { Fault } from './fault.ts';

/** Throws `unavailable` while the service cannot do its work: its database does not answer. */
export async function checkReadiness(context: Pick<Context, 'db'>): Promise<void> {
  try {
    await ping(context.db);
  } catch (cause) {
    throw new Fault('unavailable', 'service.not-ready', 'The database does not answer.', { cause });
  }
}

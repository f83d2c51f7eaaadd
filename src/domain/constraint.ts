// Turns a refusal by one of the database's own constraints into a fault. Asking first and writing then would be a race.
import { DatabaseError } from 'pg';
import type { Fault } from './fault.ts';

const sqlStates = { unique: '23505', reference: '23503' } as const;

/** Runs `write`; when the database refuses it for `constraint`, throws `fault` instead of the database's error. */
export async function faultOn<T>(
  constraint: keyof typeof sqlStates,
  fault: () => Fault,
  write: () => Promise<T>,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (error instanceof DatabaseError && error.code === sqlStates[constraint]) throw fault();
    throw error;
  }
}

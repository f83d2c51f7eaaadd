import type { Context } from '../context.ts';
import { deleteOldJobs } from './queries.ts';

/** Forgets jobs that ended long enough ago. */
export async function expireJobs(context: Pick<Context, 'db' | 'settings'>): Promise<void> {
  await deleteOldJobs(context.db, context.settings.jobHours);
}

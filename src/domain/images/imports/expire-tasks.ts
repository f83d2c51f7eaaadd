import type { Context } from '../../context.ts';
import { deleteExpiredTasks } from './queries.ts';

/** Forgets imports that ended long enough ago. */
export async function expireTasks(context: Pick<Context, 'db'>): Promise<void> {
  await deleteExpiredTasks(context.db);
}

// A project's notices, as those who work in it see and dismiss them.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import { openNotices, type Notice } from './notices.ts';
import { authorizeOwnEvents } from './policy.ts';
import { dismissOpenNotices } from './queries.ts';

/**
 * One page of the actor's project's notices, newest first, from before the id `before` on; and the id that the next page is before.
 * Faults: forbidden (no role in a project).
 */
export async function listNotices(
  context: Context,
  actor: Actor,
  page: { readonly limit: number; readonly before: number | null },
): Promise<{ notices: Notice[]; next: number | null }> {
  const projectId = authorizeOwnEvents(actor, 'notice.list');
  const found = await openNotices(context.db, projectId, page.limit + 1, page.before);
  const notices = found.slice(0, page.limit);
  return { notices, next: found.length > page.limit ? (notices.at(-1)?.id ?? null) : null };
}

/** Dismisses one notice. Faults: forbidden (a reader), notFound (not this project's, or dismissed before). */
export async function dismissNotice(context: Context, actor: Actor, id: number): Promise<void> {
  const projectId = authorizeOwnEvents(actor, 'notice.dismiss');
  const dismissed = await dismissOpenNotices(context.db, projectId, id, id);
  if (dismissed === 0) {
    throw new Fault('notFound', 'notice.not-found', `There is no open notice ${id}.`);
  }
}

/** Dismisses all notices up to the id `through`; those that have come since stay. Faults: forbidden (a reader). */
export async function dismissNotices(
  context: Context,
  actor: Actor,
  through: number,
): Promise<void> {
  const projectId = authorizeOwnEvents(actor, 'notice.dismiss');
  await dismissOpenNotices(context.db, projectId, 0, through);
}

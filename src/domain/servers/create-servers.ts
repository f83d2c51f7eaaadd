import type { Tx } from '../../db/pool.ts';
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { availableEngine } from '../engine-fault.ts';
import { findBegun } from '../jobs/once.ts';
import { beginServers, type BuildInput } from './begin-servers.ts';
import { keepLogin } from './login.ts';
import { checkNewServers, type NewServers, type ServersBegun } from './new-server.ts';
import { authorizeServers } from './policy.ts';
import { namesOf } from './server-names.ts';

/**
 * Begins to make servers of an image; the job builds and starts them. Faults: forbidden, notFound (image, key pair), gone, notReady and unsupported
 * (image, machine), invalid, tooLarge, quota, unavailable (engine, ports).
 */
export async function createServers(
  context: Context,
  actor: Actor,
  wanted: NewServers,
): Promise<ServersBegun> {
  const { id: projectId } = authorizeServers(actor, 'server.create');
  const begin = await prepare(context, actor, wanted);
  return await context.db.transaction().execute(async (tx) => {
    const begun = wanted.once
      ? await findBegun(tx, projectId, 'create-servers', wanted.once)
      : null;
    if (begun === null) return await begin(tx);
    return { jobId: begun.id, serverIds: (begun.input as BuildInput).serverIds };
  });
}

/** Passes, or throws what createServers would; nothing is made. */
export async function rehearseServers(
  context: Context,
  actor: Actor,
  wanted: NewServers,
): Promise<void> {
  const begin = await prepare(context, actor, wanted);
  const tx = await context.db.startTransaction().execute();
  try {
    await begin(tx);
  } finally {
    await tx.rollback().execute();
  }
}

async function prepare(
  context: Context,
  actor: Actor,
  { name, count = 1, names = namesOf(name, count), login, ...shape }: NewServers,
): Promise<(tx: Tx) => Promise<ServersBegun>> {
  const project = authorizeServers(actor, 'server.create');
  checkNewServers(context.settings, names, shape);
  const engine = await availableEngine(context);
  const status = await engine.status();
  const order = { ...shape, names, login: await keepLogin(context.db, project.id, login) };
  return async (tx) => await beginServers(context, tx, actor, project, status, order);
}

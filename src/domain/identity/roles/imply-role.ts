// One role implying another: whoever has the first has the second, and what that implies.
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { authorizeIdentity } from '../policy.ts';
import {
  deleteImplication,
  findRole,
  findRoles,
  holdRole,
  insertImplication,
  lockImplications,
  selectImplications,
  type ImplicationRow,
} from './queries.ts';
import { isImmutable, noSuchRole, type Role } from './role.ts';

export interface Inference {
  readonly prior: Role;
  readonly implies: readonly Role[];
}

export interface Implication {
  readonly prior: Role;
  readonly implied: Role;
}

/** Every role that implies others, with those that it implies directly. */
export async function listInferences(context: Context, actor: Actor | null): Promise<Inference[]> {
  authorizeIdentity(actor, 'role.read', 'other');
  const rows = await selectImplications(context.db);
  const ids = [...new Set(rows.flatMap((row) => [row.priorId, row.impliedId]))];
  const roles = await findRoles(context.db, ids);
  return roles
    .map((prior) => ({ prior, implies: impliedBy(prior.id, rows, roles) }))
    .filter((inference) => inference.implies.length > 0);
}

/** What the role implies directly. Throws `notFound`. */
export async function showInference(
  context: Context,
  actor: Actor | null,
  priorId: string,
): Promise<Inference> {
  authorizeIdentity(actor, 'role.read', 'other');
  const prior = await findRole(context.db, priorId);
  if (prior === undefined) throw noSuchRole(priorId);
  const rows = await selectImplications(context.db, priorId);
  const ids = rows.map((row) => row.impliedId);
  return { prior, implies: impliedBy(priorId, rows, await findRoles(context.db, ids)) };
}

function impliedBy(
  priorId: string,
  rows: readonly ImplicationRow[],
  roles: readonly Role[],
): Role[] {
  return roles.filter((role) =>
    rows.some((row) => row.priorId === priorId && row.impliedId === role.id),
  );
}

/** One role implying another directly. Throws `notFound`. */
export async function checkInference(
  context: Context,
  actor: Actor | null,
  priorId: string,
  impliedId: string,
): Promise<Implication> {
  const { prior, implies } = await showInference(context, actor, priorId);
  const implied = implies.find((role) => role.id === impliedId);
  if (implied === undefined) throw noSuchRole(impliedId);
  return { prior, implied };
}

/** Throws `notFound`, `invalid` when it would make a circle or give `admin` to whoever has a lesser role. */
export async function implyRole(
  context: Context,
  actor: Actor | null,
  priorId: string,
  impliedId: string,
): Promise<Implication> {
  authorizeIdentity(actor, 'role.imply', 'other');
  return context.db.transaction().execute(async (tx) => {
    await lockImplications(tx);
    const prior = await holdRole(tx, priorId);
    const implied = await holdRole(tx, impliedId);
    if (prior === undefined) throw noSuchRole(priorId);
    if (implied === undefined) throw noSuchRole(impliedId);
    // Keystone's prohibited_implied_role: an operator is made by an assignment only.
    if (isImmutable(implied) && implied.name === 'admin') {
      throw new Fault('invalid', 'role.implies-admin', 'The role admin cannot be implied.');
    }
    if (reaches(await selectImplications(tx), impliedId, priorId)) {
      throw new Fault('invalid', 'role.circular', 'A role cannot imply itself.');
    }
    if (await insertImplication(tx, priorId, impliedId)) {
      await recordEvent(tx, actor, {
        action: 'role.imply',
        noun: 'role',
        nounId: priorId,
        after: { implies: impliedId },
      });
    }
    return { prior, implied };
  });
}

/** The implications among admin, member and reader stay. Throws `notFound` when there is none, `forbidden` for one of those. */
export async function stopImplying(
  context: Context,
  actor: Actor | null,
  priorId: string,
  impliedId: string,
): Promise<void> {
  authorizeIdentity(actor, 'role.imply', 'other');
  await context.db.transaction().execute(async (tx) => {
    const prior = await holdRole(tx, priorId);
    const implied = await holdRole(tx, impliedId);
    if (prior === undefined) throw noSuchRole(priorId);
    if (implied === undefined) throw noSuchRole(impliedId);
    if (isImmutable(prior) && isImmutable(implied)) {
      throw new Fault(
        'forbidden',
        'role.immutable',
        'What admin, member and reader imply cannot be changed.',
      );
    }
    if (!(await deleteImplication(tx, priorId, impliedId))) throw noSuchRole(impliedId);
    await recordEvent(tx, actor, {
      action: 'role.stop-implying',
      noun: 'role',
      nounId: priorId,
      before: { implies: impliedId },
    });
  });
}

function reaches(rows: readonly ImplicationRow[], from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const id of seen) {
    for (const row of rows) if (row.priorId === id) seen.add(row.impliedId);
  }
  return seen.has(to);
}

import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { authorizeIdentity } from '../policy.ts';
import { noSuchDomain, type Domain } from './domain.ts';
import { findDomain, selectDomains, selectDomainsOfUser, type DomainFilter } from './queries.ts';

/** Every domain that matches, in the order of names. */
export async function listDomains(
  context: Context,
  actor: Actor | null,
  filter: DomainFilter = {},
): Promise<Domain[]> {
  authorizeIdentity(actor, 'domain.list', 'other');
  return selectDomains(context.db, filter);
}

/** Throws `notFound`, and `forbidden` for a domain that is not the actor's own. */
export async function showDomain(
  context: Context,
  actor: Actor | null,
  id: string,
): Promise<Domain> {
  authorizeIdentity(actor, 'domain.read', actor?.domainId === id ? 'self' : 'other');
  const domain = await findDomain(context.db, id);
  if (domain === undefined) throw noSuchDomain(id);
  return domain;
}

/** The domains that the actor can scope a token to. */
export async function listOwnDomains(context: Context, actor: Actor): Promise<Domain[]> {
  return selectDomainsOfUser(context.db, actor.userId);
}

/** The account that somebody means who gives a user's name alone: the one of the same name, else the administrator's. */
export async function accountNamed(context: Context, userName: string): Promise<string> {
  const [same] = await selectDomains(context.db, { name: userName });
  return same?.name ?? 'Default';
}

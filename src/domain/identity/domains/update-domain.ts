import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { checkName, nameTaken } from '../names.ts';
import { authorizeIdentity } from '../policy.ts';
import { endTokensOfDomain } from '../users/queries.ts';
import type { NewDomain } from './create-domain.ts';
import { longestDomainName, noSuchDomain, type Domain } from './domain.ts';
import { lockDomain, updateDomainRow } from './queries.ts';

export type DomainChange = { readonly [K in keyof NewDomain]?: NewDomain[K] | undefined };

/** Disabling a domain ends the tokens of its users for good. Throws `notFound`, `conflict` when the name is taken. */
export async function updateDomain(
  context: Context,
  actor: Actor | null,
  id: string,
  change: DomainChange,
): Promise<Domain> {
  authorizeIdentity(actor, 'domain.update', 'other');
  if (change.name !== undefined) checkName('domain', change.name, longestDomainName);
  return context.db.transaction().execute(async (tx) => {
    const before = await lockDomain(tx, id);
    if (before === undefined) throw noSuchDomain(id);
    const { name = before.name, description = before.description } = change;
    const { enabled = before.enabled } = change;
    const domain = await faultOn(
      'unique',
      () => nameTaken('domain', name),
      async () => updateDomainRow(tx, id, { name, description, enabled }),
    );
    if (before.enabled && !enabled) await endTokensOfDomain(tx, id);
    await recordEvent(tx, actor, {
      action: 'domain.update',
      noun: 'domain',
      nounId: id,
      before,
      after: domain,
    });
    return domain;
  });
}

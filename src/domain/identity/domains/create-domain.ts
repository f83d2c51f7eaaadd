import { newHexId } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { checkName, nameTaken } from '../names.ts';
import { authorizeIdentity } from '../policy.ts';
import { longestDomainName, type Domain } from './domain.ts';
import { insertDomain } from './queries.ts';

export interface NewDomain {
  readonly name: string;
  readonly description?: string | undefined;
  readonly enabled?: boolean | undefined;
}

/** Makes an account. Throws `conflict` when the name is taken, `invalid` for a bad one. */
export async function createDomain(
  context: Context,
  actor: Actor | null,
  wanted: NewDomain,
): Promise<Domain> {
  authorizeIdentity(actor, 'domain.create', 'other');
  const { name, description = '', enabled = true } = wanted;
  checkName('domain', name, longestDomainName);
  return context.db.transaction().execute(async (tx) => {
    const domain = await faultOn(
      'unique',
      () => nameTaken('domain', name),
      async () => insertDomain(tx, { id: newHexId(), name, description, enabled }),
    );
    await recordEvent(tx, actor, {
      action: 'domain.create',
      noun: 'domain',
      nounId: domain.id,
      after: domain,
    });
    return domain;
  });
}

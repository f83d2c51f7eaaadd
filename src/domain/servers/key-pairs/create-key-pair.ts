import type { Actor } from '../../actor.ts';
import { faultOn } from '../../constraint.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { authorizeServers } from '../policy.ts';
import { checkKeyPairName, type KeyPair } from './key-pair.ts';
import { makePair, readPublicKey } from './openssh-key.ts';
import { insertKeyPair, lockKeyPairs, selectKeyPairs } from './queries.ts';

export interface NewKeyPair {
  readonly name: string;
  /** As ssh-keygen writes it; without: a pair is made. */
  readonly publicKey?: string | undefined;
}

export interface MadeKeyPair {
  readonly keyPair: KeyPair;
  /** Of a pair that was made here: told this once. null: the caller has it. */
  readonly privateKey: string | null;
}

/** Takes a public key, or makes a pair. Faults: forbidden, invalid (name, key), conflict (the name is taken), quota. */
export async function createKeyPair(
  context: Context,
  actor: Actor,
  { name, publicKey }: NewKeyPair,
): Promise<MadeKeyPair> {
  const { id: projectId } = authorizeServers(actor, 'key-pair.create');
  checkKeyPairName(name);
  const made =
    publicKey === undefined
      ? makePair(name)
      : { publicKey: readPublicKey(publicKey), privateKey: null };
  const { line, fingerprint } = made.publicKey;
  const keyPair = await context.db.transaction().execute(async (tx) => {
    await lockKeyPairs(tx, projectId);
    const limit = context.settings.keyPairsPerProject;
    if ((await selectKeyPairs(tx, projectId)).length >= limit) {
      throw new Fault(
        'quota',
        'key-pair.too-many',
        `A project may have ${limit} key pairs at most.`,
        { detail: { limit } },
      );
    }
    const taken = (): Fault =>
      new Fault('conflict', 'key-pair.exists', `There is a key pair ${name} already.`, {
        detail: { name },
      });
    const row = { projectId, userId: actor.userId, name, publicKey: line, fingerprint };
    const inserted = await faultOn('unique', taken, async () => await insertKeyPair(tx, row));
    await recordEvent(tx, actor, {
      action: 'key-pair.create',
      noun: 'key-pair',
      nounId: name,
      projectId,
      after: inserted,
    });
    return inserted;
  });
  return { keyPair, privateKey: made.privateKey };
}

// The dry run of accepting: how much room the full-server images among some offers need, and which vaults have it. It decides as the answer does, and writes
// nothing.
import { projectIdOf, type Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import type { SeenImage } from '../images/image.ts';
import { authorizeVault } from '../vaults/policy.ts';
import { selectVaultPage } from '../vaults/queries.ts';
import { mibOf, refusalToTake, type Vault } from '../vaults/vault.ts';
import { memberNotFound } from './answer-shares.ts';
import { findBatch } from './find-images.ts';
import { refusalToAnswer } from './member.ts';
import { selectDiskSpace } from './place-queries.ts';

export interface CheckedAnswers {
  /** The full-server images among them, in their order; others need no room. */
  readonly images: readonly CheckedAnswer[];
  /** MiB of all that can be accepted. */
  readonly needed: number;
  /** Those of the project, newest first. */
  readonly vaults: readonly CheckedVault[];
}

export interface CheckedAnswer {
  readonly imageId: string;
  readonly name: string | null;
  /** MiB; of one that is accepted already 0. */
  readonly needed: number;
  /** Why it cannot be accepted into any vault, or null. */
  readonly fault: Fault | null;
}

export interface CheckedVault {
  readonly vault: Vault;
  /** Why it does not take all of them, or null. */
  readonly fault: Fault | null;
  /** The images that it takes alone. */
  readonly fits: readonly string[];
}

const vaultsAtMost = 1000;

/** Faults: forbidden (role); those of single images are in the answer. */
export async function checkAnswers(
  context: Context,
  actor: Actor,
  imageIds: readonly string[],
): Promise<CheckedAnswers> {
  const { id: projectId } = authorizeVault(actor, 'vault.list');
  const batch = await findBatch(context, context.db, actor, imageIds, 'image.show');
  const answerable = await findBatch(context, context.db, actor, imageIds, 'member.answer');
  const full = [...batch].flatMap(([imageId, image]): [string, SeenImage][] =>
    image instanceof Fault || image.kind !== 'server' ? [] : [[imageId, image]],
  );
  const space = await selectDiskSpace(
    context.db,
    full.map(([, { id }]) => id),
  );
  const images = full.map(([imageId, image]): CheckedAnswer => {
    const permitted = answerable.get(imageId);
    const fault = permitted instanceof Fault ? permitted : refusalToAccept(actor, image);
    const needed = image.memberStatus === 'accepted' ? 0 : mibOf(space.get(image.id) ?? 0);
    return { imageId: image.id, name: image.name, needed, fault };
  });
  const wanted = images.filter(({ fault, needed: mib }) => fault === null && mib > 0);
  const needed = wanted.reduce((sum, image) => sum + image.needed, 0);
  const vaults = await selectVaultPage(context.db, projectId, { limit: vaultsAtMost });
  return {
    images,
    needed,
    vaults: vaults.items.map((vault) => ({
      vault,
      fault: refusalToTake(vault, needed),
      fits: wanted
        .filter((image) => refusalToTake(vault, image.needed) === null)
        .map(({ imageId }) => imageId),
    })),
  };
}

function refusalToAccept(actor: Actor, image: SeenImage): Fault | null {
  if (image.memberStatus === null || image.visibility !== 'shared') {
    return memberNotFound(image.id, projectIdOf(actor) ?? '');
  }
  return refusalToAnswer(image, 'accepted', true);
}

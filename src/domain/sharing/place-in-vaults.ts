// Room for full-server images that are accepted. The image is locked, then the vaults, as everybody does it; the room is taken in the transaction of the answer,
// and given back by the database itself when the member is accepted no longer (0018-vaults.sql).
import type { Tx } from '../../db/pool.ts';
import { isUuid, newUuid } from '../../lib/ids.ts';
import { Fault } from '../fault.ts';
import { holdRooms } from '../images/backups/hold-rooms.ts';
import type { SeenImage } from '../images/image.ts';
import { vaultNotFound } from '../vaults/find-vault.ts';
import { insertClaims, lockVaults } from '../vaults/queries.ts';
import { mibOf, refusalToTake, type Vault } from '../vaults/vault.ts';
import { selectClaimedVaults, selectDiskSpace } from './place-queries.ts';
import type { AnswerChange } from './write-answers.ts';

/** Where full-server images are accepted into: each into a vault of its own, or all into one. Other kinds need no place. */
export interface VaultChoice {
  readonly vaultId?: string | undefined;
  /** By image id; counts before `vaultId`. */
  readonly vaultByImage?: Readonly<Record<string, string>> | undefined;
}

export interface Placing {
  /** By image: the vault that it lies in. */
  readonly vaults: ReadonlyMap<string, string>;
  /** By image: why it cannot be accepted. */
  readonly faults: ReadonlyMap<string, Fault>;
}

const nothing: Placing = { vaults: new Map(), faults: new Map() };

/**
 * Takes room for the full-server images among `changes`, in their order, as long as there is any. Faults of one: invalid (no vault; one for disks, or for
 * replication), notFound (no such vault of the project in the image's region), conflict (locked), quota (too small).
 */
export async function placeInVaults(
  tx: Tx,
  projectId: string,
  changes: readonly AnswerChange[],
  choice: VaultChoice,
): Promise<Placing> {
  const images = fullServersOf(changes);
  if (images.length === 0) return nothing;
  const space = await selectDiskSpace(
    tx,
    images.map(({ id }) => id),
  );
  const chosen = (imageId: string): string | undefined =>
    choice.vaultByImage?.[imageId] ?? choice.vaultId;
  const ids = new Set(images.flatMap(({ id }) => chosen(id)?.toLowerCase() ?? []));
  const locked = await lockVaults(tx, [...ids].filter(isUuid));
  const vaults = new Map(
    locked
      .filter((vault) => vault.projectId === projectId && vault.status !== 'deleted')
      .map((vault) => [vault.id, vault]),
  );
  const placed = new Map<string, string>();
  const faults = new Map<string, Fault>();
  const claims = images.flatMap((image) => {
    const mib = mibOf(space.get(image.id) ?? 0);
    const vault = findRoom(image, mib, chosen(image.id), vaults);
    if (vault instanceof Fault) {
      faults.set(image.id, vault);
      return [];
    }
    vaults.set(vault.id, { ...vault, reserved: vault.reserved + mib });
    placed.set(image.id, vault.id);
    return { id: newUuid(), vault_id: vault.id, mib, image_id: image.id, project_id: projectId };
  });
  await insertClaims(tx, claims);
  return { vaults: placed, faults };
}

/** Where the full-server images among `changes` lie now: the room is given back when they are not accepted any more. */
export async function placesGivenBack(
  tx: Tx,
  projectId: string,
  changes: readonly AnswerChange[],
): Promise<Placing> {
  const images = fullServersOf(changes);
  if (images.length === 0) return nothing;
  await holdRooms(tx, images);
  const vaults = await selectClaimedVaults(
    tx,
    images.map(({ id }) => id),
    projectId,
  );
  return { ...nothing, vaults };
}

function fullServersOf(changes: readonly AnswerChange[]): SeenImage[] {
  return changes.map(({ image }) => image).filter(({ kind }) => kind === 'server');
}

function findRoom(
  image: SeenImage,
  mib: number,
  vaultId: string | undefined,
  vaults: ReadonlyMap<string, Vault>,
): Vault | Fault {
  if (vaultId === undefined) {
    return new Fault(
      'invalid',
      'vault.missing',
      `Image ${image.id} is of a full server: it is accepted into a vault, and none is named.`,
      { detail: { imageId: image.id, needed: mib } },
    );
  }
  const vault = vaults.get(vaultId.toLowerCase());
  if (vault === undefined || vault.regionId !== image.regionId) return vaultNotFound(vaultId);
  return refusalToTake(vault, mib) ?? vault;
}

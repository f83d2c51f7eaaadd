import type { Tx } from '../../../db/pool.ts';
import { lockClaimedVaults } from '../../vaults/queries.ts';
import type { Image } from '../image.ts';

/** Before members of locked images go, or are accepted no more: those of full-server images give room in vaults back, which are locked in order of their ids. */
export async function holdRooms(
  tx: Tx,
  images: readonly Pick<Image, 'id' | 'kind'>[],
): Promise<void> {
  const ids = images.flatMap(({ id, kind }) => (kind === 'server' ? [id] : []));
  if (ids.length > 0) await lockClaimedVaults(tx, { imageIds: ids });
}

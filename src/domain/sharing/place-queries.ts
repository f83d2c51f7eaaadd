// SQL on the room that full-server images need, and take.
import type { DbOrTx } from '../../db/pool.ts';
import { ask, statement, statementByIds } from '../../db/statement.ts';

const diskSpace = statementByIds<{ id: string; space: number }>(
  (isAsked) => `
  select i.id, sum(d.size)::bigint as space
  from images i join backup_disks d on d.backup_id = i.backup_id
  where i.id ${isAsked}
  group by i.id`,
);

/** GiB of all disks of full-server images, by image; others are left out. */
export async function selectDiskSpace(
  db: DbOrTx,
  imageIds: readonly string[],
): Promise<Map<string, number>> {
  if (imageIds.length === 0) return new Map();
  return new Map((await ask(db, diskSpace(imageIds))).map(({ id, space }) => [id, space]));
}

const claimedVaults = statement<
  { imageId: string; vaultId: string },
  [imageIds: readonly string[], projectId: string]
>(`
  select image_id as "imageId", vault_id as "vaultId" from vault_claims
  where image_id = any ($1) and project_id = $2`);

/** By image, the vault that the project's share of it lies in. */
export async function selectClaimedVaults(
  db: DbOrTx,
  imageIds: readonly string[],
  projectId: string,
): Promise<Map<string, string>> {
  const rows = await ask(db, claimedVaults(imageIds, projectId));
  return new Map(rows.map(({ imageId, vaultId }) => [imageId, vaultId]));
}

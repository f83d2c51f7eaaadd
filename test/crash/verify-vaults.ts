// After a crash: the room that is taken in each vault is that of what is in it, which is what was acknowledged.
import assert from 'node:assert/strict';
import type { OfferState, VaultWorld } from './vault-load.ts';
import { withDatabase } from './verify.ts';

interface MemberRow {
  readonly image_id: string;
  readonly project_id: string;
  readonly status: 'pending' | 'accepted' | 'rejected';
  readonly vault_id: string | null;
}

/** Fails unless every offer is as acknowledged, or as the request in flight would have made it; settles those requests. */
export async function verifyOffers(world: VaultWorld, data: string): Promise<void> {
  await withDatabase(data, async (rows) => {
    const members = await rows<MemberRow>(
      `select m.image_id, m.project_id, m.status, c.vault_id
       from members m left join vault_claims c on c.image_id = m.image_id and c.project_id = m.project_id`,
    );
    const found = new Map(members.map((row) => [`${row.image_id} ${row.project_id}`, row]));
    for (const offer of world.offers.flat()) {
      const row = found.get(`${offer.imageId} ${offer.to.api.projectId}`);
      const allowed = [offer.state, ...(offer.doubt === null ? [] : [offer.doubt])].map(textOf);
      const observed = textOf(stateOf(row));
      assert.ok(allowed.includes(observed), `${observed} is none of ${allowed.join(', ')}`);
      offer.state = stateOf(row);
      offer.doubt = null;
    }
  });
}

function stateOf(row: MemberRow | undefined): OfferState {
  if (row === undefined) return 'none';
  if (row.status !== 'accepted') return row.status;
  assert.ok(row.vault_id, `image ${row.image_id} is accepted into no vault`);
  return { vaultId: row.vault_id };
}

function textOf(state: OfferState): string {
  return typeof state === 'string' ? state : `accepted into ${state.vaultId}`;
}

/** Fails unless the ledger is that of accepted images, by the sum of their disks, and of stored backups, by their bytes; and no vault holds more than it can. */
export async function verifyLedger(data: string): Promise<void> {
  await withDatabase(data, async (rows) => {
    const wrong = await rows(
      `with content as (
         select c.vault_id,
           (select sum(d.size) * 1024 from backup_disks d where d.backup_id = i.backup_id) as reserved, 0 as used
         from members m join images i on i.id = m.image_id and i.kind = 'server'
         left join vault_claims c on c.image_id = m.image_id and c.project_id = m.project_id
         where m.status = 'accepted'
         union all
         select b.vault_id, 0, (select ceil(sum(d.stored) / 1048576) from backup_disks d where d.backup_id = b.id)
         from backups b where b.status = 'available')
       select v.id, v.capacity, v.used, v.reserved, c.used as stored, c.reserved as accepted
       from vaults v full join (
         select vault_id, sum(used)::bigint as used, sum(reserved)::bigint as reserved from content group by vault_id
       ) c on c.vault_id = v.id
       where v.id is null or v.used <> coalesce(c.used, 0) or v.reserved <> coalesce(c.reserved, 0)
         or v.used + v.reserved > v.capacity * 1024`,
    );
    assert.deepEqual(wrong, [], 'vaults whose sums are wrong');
    const claims = await rows(
      `select v.id from vaults v left join vault_claims c on c.vault_id = v.id group by v.id
       having v.used <> coalesce(sum(c.mib) filter (where c.stored), 0)
         or v.reserved <> coalesce(sum(c.mib) filter (where not c.stored), 0)`,
    );
    assert.deepEqual(claims, [], 'vaults whose claims are wrong');
  });
}

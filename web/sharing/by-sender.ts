import type { Offer } from '../../src/api/accord/sharing/schema.ts';

export interface OffersOfAccount {
  readonly key: string;
  /** null: unknown, or deleted. */
  readonly account: string | null;
  /** Names of the projects that the offers come from; ids of those without. */
  readonly projects: readonly string[];
  readonly count: number;
}

/** Offers counted by the account that they come from, in the order of the first of each. */
export function bySender(offers: readonly Pick<Offer, 'sender'>[]): OffersOfAccount[] {
  const accounts = Map.groupBy(offers, ({ sender }) => sender.accountId ?? sender.id);
  return [...accounts].map(([key, group]) => ({
    key,
    account: group[0]?.sender.accountName ?? null,
    projects: [...new Set(group.map(({ sender }) => sender.name ?? sender.id))],
    count: group.length,
  }));
}

// Pages of lists whose newest comes first.

/** Where a page goes on: when the last item of the page before was made, and its id. */
export type NewestFirst = readonly [createdAt: string, id: string];

export interface Slice {
  readonly limit: number;
  /** null: from the first item on. */
  readonly cursor?: NewestFirst | null | undefined;
  /** Items to leave out, for clients that count pages. */
  readonly offset?: number | undefined;
}

export interface Page<Item> {
  readonly items: Item[];
  /** null: there are no more. */
  readonly next: NewestFirst | null;
}

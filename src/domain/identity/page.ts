/** Which part of a list: what follows the thing with the id `marker`, `limit` at most. Lists are in the order of names, then ids. */
export interface Page {
  readonly limit?: number | undefined;
  readonly marker?: string | undefined;
}

/** A domain by its id or its name. */
export type DomainReference = { readonly id: string } | { readonly name: string };

/** A user by its id, or by its name in a domain. */
export type UserReference =
  | { readonly id: string }
  | { readonly name: string; readonly domain: DomainReference };

// What a list shows, as it stands in the address: search, filters, sort, place and size of the page. What the address says and a list does not
// know is left out, so that a mistyped link still shows something.

export const pageSizes = [25, 50, 100, 200] as const;
const defaultSize = pageSizes[0];

/** What can be asked of a list. */
export interface ListSpec<Sort extends string, Filters extends Record<string, string>> {
  /** Orders; `-` before a column is downwards. The first is the default. */
  readonly sorts: readonly [Sort, ...Sort[]];
  /** Each filter with the values that it takes, or their shape where they cannot be listed. */
  readonly filters: { readonly [Name in keyof Filters]: readonly Filters[Name][] | RegExp };
}

/** As the API takes it. */
export type ListQuery<Sort extends string, Filters extends Record<string, string>> = {
  search?: string;
  sort: Sort;
  limit: number;
  cursor?: string;
} & { [Name in keyof Filters]?: Filters[Name] };

export function readListQuery<Sort extends string, Filters extends Record<string, string>>(
  spec: ListSpec<Sort, Filters>,
  params: URLSearchParams,
): ListQuery<Sort, Filters> {
  const search = params.get('search') ?? '';
  const cursor = params.get('cursor') ?? '';
  const size = Number(params.get('limit'));
  const filters = Object.entries<readonly string[] | RegExp>(spec.filters).flatMap(
    ([name, values]) => {
      const value = params.get(name);
      return value !== null && takes(values, value) ? [[name, value]] : [];
    },
  );
  return {
    ...(search === '' ? {} : { search }),
    ...(cursor === '' ? {} : { cursor }),
    sort: spec.sorts.find((sort) => sort === params.get('sort')) ?? spec.sorts[0],
    limit: pageSizes.find((each) => each === size) ?? defaultSize,
    ...Object.fromEntries(filters),
  } as ListQuery<Sort, Filters>;
}

function takes(values: readonly string[] | RegExp, value: string): boolean {
  return values instanceof RegExp ? values.test(value) : values.includes(value);
}

/** The address with some of it changed; undefined and '' take a part away. Any change but that of the place leads back to the first page. */
export function changeParams(
  params: URLSearchParams,
  change: Readonly<Record<string, string | undefined>>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('cursor');
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined || value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

// What is asked of the lists. Filters come in two kinds: those that fill the page at once, and those for which all images are looked through.

export interface Question {
  readonly name: string;
  readonly who: 'owner' | 'member';
  /** Below the project. */
  readonly path: string;
}

const pagesToTheMiddle = 10;
const sorts = ['createdAt', 'updatedAt', 'name', 'size', 'status', 'diskFormat'] as const;
const filters = [
  'search=bench-00042',
  'search=nothing-is-called-that',
  'kind=data',
  'kind=iso',
  'status=active',
  'status=queued',
  'diskFormat=raw',
  'diskFormat=qcow2',
  'osType=windows',
  'tag=group-7',
  'tag=no-such-tag',
  'hidden=true',
] as const;

/** @param get asks the owner's project */
export async function questionsOf(
  get: (path: string) => Promise<{ nextCursor?: string | null }>,
): Promise<Question[]> {
  const own = (name: string, query: string): Question => ({
    name,
    who: 'owner',
    path: `/images${query}`,
  });
  const ordered: Question[] = [];
  for (const sort of sorts.flatMap((column) => [column, `-${column}`])) {
    ordered.push(own(`sort ${sort}`, `?sort=${sort}`));
    const cursor = await middleOf(get, sort);
    ordered.push(own(`sort ${sort}, in the middle`, `?sort=${sort}&cursor=${cursor}`));
  }
  return [
    own('first page', ''),
    own('first page of 100', '?limit=100'),
    ...ordered,
    ...filters.map((filter) => own(filter, `?${filter}`)),
    own('public images', '?source=public'),
    own('counts', '/counts'),
    { name: 'offers', who: 'member', path: '/offers' },
    { name: 'accepted images', who: 'member', path: '/images?source=shared' },
  ];
}

async function middleOf(
  get: (path: string) => Promise<{ nextCursor?: string | null }>,
  sort: string,
): Promise<string> {
  let cursor = '';
  for (let page = 0; page < pagesToTheMiddle; page += 1) {
    const after = cursor === '' ? '' : `&cursor=${cursor}`;
    const { nextCursor } = await get(`/images?limit=1000&sort=${sort}${after}`);
    if (!nextCursor) throw new Error('the list is short');
    cursor = nextCursor;
  }
  return cursor;
}

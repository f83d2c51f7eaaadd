// The order of a list, as clients of the backup service ask for it: `name:asc,created_at:desc`.
import { invalidQuery } from '../../http/query.ts';

/** Compares by the first of the keys that tells two apart; `columns` are those that there are. Throws `invalid`. */
export function readSort<T>(
  sort: string,
  columns: Readonly<Record<string, (item: T) => string>>,
): (one: T, other: T) => number {
  const keys = sort.split(',').map((key) => {
    const [name = '', direction = 'asc'] = key.split(':');
    const column = Object.hasOwn(columns, name) ? columns[name] : undefined;
    if (column === undefined || !/^(?:asc|desc)$/.test(direction)) {
      throw invalidQuery(`Invalid sort: ${key}`);
    }
    return { column, sign: direction === 'asc' ? 1 : -1 };
  });
  return (one, other) => {
    for (const { column, sign } of keys) {
      const [a, b] = [column(one), column(other)];
      if (a !== b) return a < b ? -sign : sign;
    }
    return 0;
  };
}

// The query of the list of a backup's members (CBR API reference, "Querying backup members").
import { last } from '../../http/query.ts';
import { readPage, refuseNul, type Page } from './page.ts';
import type { ShownMember } from './present-member.ts';
import { readSort } from './sort.ts';

export interface MemberQuery extends Page {
  readonly letsThrough: (member: ShownMember) => boolean;
  readonly compare: (one: ShownMember, other: ShownMember) => number;
}

const filters = ['dest_project_id', 'image_id', 'status', 'vault_id'] as const;

const columns: Readonly<Record<string, (member: ShownMember) => string>> = {
  created_at: (member) => member.created_at,
  updated_at: (member) => member.updated_at,
  status: (member) => member.status,
  dest_project_id: (member) => member.dest_project_id,
};

/** Faults: invalid. */
export function readMemberQuery(params: URLSearchParams): MemberQuery {
  refuseNul(params);
  const wanted = filters.flatMap((name) => {
    const value = last(params, name) || undefined;
    return value === undefined ? [] : [{ name, value }];
  });
  return {
    ...readPage(params),
    letsThrough: (member) => wanted.every(({ name, value }) => member[name] === value),
    compare: readSort(last(params, 'sort') || 'created_at:asc', columns),
  };
}

// What those who lose an image have made of it: it goes on, but nothing more can be made.
import type { Tx } from '../../../db/pool.ts';
import type { Affected, NewNotice } from '../../events/notices.ts';
import { selectUses, type UseRow } from './queries.ts';

/** Servers, and disks, that a notice names. */
const namedAtMost = 20;

/** Notices of images that are lost, with what their readers have made of them. One statement for all of them. */
export async function withAffected(tx: Tx, notices: readonly NewNotice[]): Promise<NewNotice[]> {
  const affected = await selectAffected(tx, notices);
  if (affected.size === 0) return [...notices];
  return notices.map((notice) => {
    const found = affected.get(pairOf(notice));
    return found === undefined
      ? notice
      : { ...notice, detail: { ...notice.detail, affected: found } };
  });
}

interface Pair {
  readonly imageId: string;
  readonly projectId: string;
}

/** Of each pair what the project has made of the image; a pair of which it has nothing has no entry. */
async function selectAffected(tx: Tx, pairs: readonly Pair[]): Promise<Map<string, Affected>> {
  const rows = await selectUses(tx, pairs, namedAtMost);
  const byPair = Map.groupBy(rows, pairOf);
  return new Map([...byPair].map(([pair, found]) => [pair, affectedOf(found)]));
}

function pairOf({ imageId, projectId }: Pair): string {
  return `${imageId} ${projectId}`;
}

function affectedOf(rows: readonly UseRow[]): Affected {
  const servers = rows.filter(({ kind }) => kind === 'server');
  const disks = rows.filter(({ kind }) => kind === 'disk');
  const all = (servers[0]?.count ?? 0) + (disks[0]?.count ?? 0);
  return {
    servers: servers.map(({ id, name }) => ({ id, name })),
    disks: disks.map(({ id, name }) => ({ id, name })),
    more: all - servers.length - disks.length,
  };
}

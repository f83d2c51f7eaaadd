// The small requests that are measured, as wrk is to make them.
import type { Load } from './run-wrk.ts';
import { ask, listIds, type Side } from './side.ts';

export type RequestName = 'list-1000' | 'list-20000' | 'pending' | 'show' | 'member-cycle';

export interface RequestKind {
  readonly script: Load['script'];
  readonly who: 'owner' | 'member';
  /** Asked for one after another. */
  readonly paths: (side: Side) => Promise<readonly string[]>;
  /** Takes away what requests that were cut off have left behind. */
  readonly tidy?: (side: Side, paths: readonly string[]) => Promise<void>;
}

const list: RequestKind = {
  script: 'get',
  who: 'owner',
  paths: async () => ['/v2/images?limit=25'],
};

export const requestKinds: Readonly<Record<RequestName, RequestKind>> = {
  'list-1000': list,
  'list-20000': list,
  pending: {
    script: 'get',
    who: 'member',
    paths: async () => ['/v2/images?visibility=shared&member_status=pending&limit=25'],
  },
  show: {
    script: 'get',
    who: 'owner',
    paths: async (side) => (await unofferedIds(side)).map((id) => `/v2/images/${id}`),
  },
  'member-cycle': {
    script: 'member-cycle',
    who: 'owner',
    paths: async (side) => (await unofferedIds(side)).map(membersOf),
    tidy: async (side, paths) => {
      const cycled = new Set(paths);
      for (const members of (await offeredIds(side)).map(membersOf)) {
        if (!cycled.has(members)) continue;
        await ask(side, side.owner, 204, 'DELETE', `${members}/${side.member.projectId}`);
      }
    },
  },
};

function membersOf(id: string): string {
  return `/v2/images/${id}/members`;
}

/** Some hundred images that the member has nothing to do with. */
async function unofferedIds(side: Side): Promise<string[]> {
  const offered = new Set(await offeredIds(side));
  return (await listIds(side, side.owner, 'limit=1000')).filter((id) => !offered.has(id));
}

async function offeredIds(side: Side): Promise<string[]> {
  return await listIds(side, side.member, 'visibility=shared&member_status=all&limit=1000');
}

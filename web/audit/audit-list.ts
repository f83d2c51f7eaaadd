// What can be asked of the trail, as it stands in the address.
import type { AllEventsQuery } from '../../src/api/accord/events/schema.ts';
import type { ListQuery, ListSpec } from '../table/list-state.ts';
import { timeShape } from '../table/time-range.ts';
import { allActs, projectActs, type Act } from './acts.ts';

type Filters = { action: Act; since: string; until: string };
type OwnFilters = Filters & { otherProjectId: string };
type AllFilters = Filters & { projectId: string };

const projectId = /^[\w-]{1,64}$/;
const times = { since: timeShape, until: timeShape } as const;

/** Newest first is the only order that the trail has. */
export const ownTrail: ListSpec<'-at', OwnFilters> = {
  sorts: ['-at'],
  filters: { action: projectActs, otherProjectId: projectId, ...times },
};

export const wholeTrail: ListSpec<'-at', AllFilters> = {
  sorts: ['-at'],
  filters: { action: allActs, projectId, ...times },
};

const longestId = 64;

/** As the API takes it: what is searched for is an image's id. */
export function eventQueryOf({
  search,
  sort: _newestFirst,
  ...query
}: ListQuery<'-at', Partial<OwnFilters & AllFilters>>): AllEventsQuery {
  return { ...query, ...(search === undefined ? {} : { imageId: search.slice(0, longestId) }) };
}

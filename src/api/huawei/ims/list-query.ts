// The query of `GET /v2/cloudimages` → a domain query. Names and words: IMS API reference, "Querying images". Unknown parameters are passed over, as there.
import {
  memberStatuses,
  standings,
  type ImageKind,
  type Standing,
} from '../../../domain/images/image.ts';
import type { ImageFilters, PropertyChoice } from '../../../domain/images/image-filters.ts';
import type { StandingPage, StandingQuery } from '../../../domain/images/list-standings.ts';
import type { SortColumn, SortKey } from '../../../domain/images/list-queries.ts';
import {
  invalidQuery,
  last,
  oneOf,
  timeFilter,
  trueOrFalse,
  wholeNumber,
} from '../../http/query.ts';
import { imageTypes, shownVisibilities } from './present-image.ts';

const pageDefault = 500;
const pageMax = 1000;

/** A page of images. Faults: invalid. */
export function readListQuery(params: URLSearchParams): StandingPage {
  const marker = last(params, 'marker');
  return {
    ...readScope(params),
    sort: readSort(params),
    limit: readLimit(params),
    ...(marker === undefined ? {} : { marker }),
  };
}

/** Which images are meant. Faults: invalid. */
export function readScope(params: URLSearchParams): StandingQuery {
  for (const [name, value] of params) {
    // No text of ours holds it, and PostgreSQL's cannot.
    if (`${name}${value}`.includes('\0')) throw invalidQuery('A filter holds a NUL character.');
  }
  const type = oneOf(
    params,
    '__imagetype',
    ['gold', 'private', 'shared', 'market'],
    'Invalid __imagetype',
  );
  const visibility = oneOf(
    params,
    'visibility',
    ['public', 'private', 'shared'],
    'Invalid visibility',
  );
  const memberStatus = oneOf(params, 'member_status', memberStatuses, 'Invalid member_status');
  const meant = standings.filter(
    (standing) =>
      (type === undefined || imageTypes[standing] === type) &&
      (visibility === undefined || shownVisibilities[standing] === visibility),
  );
  return {
    standings: new Set<Standing>(meant),
    // It counts only together with that visibility.
    memberStatus: (visibility === 'shared' ? memberStatus : undefined) ?? 'accepted',
    filters: readFilters(params),
  };
}

/** At most `most`; default `otherwise`. Throws `invalid`. */
export function readLimit(
  params: URLSearchParams,
  otherwise = pageDefault,
  most = pageMax,
): number {
  const text = last(params, 'limit');
  return text === undefined ? otherwise : Math.min(wholeNumber(text, 'limit'), most);
}

const sortColumns: Readonly<Record<string, SortColumn>> = {
  name: 'name',
  container_format: 'containerFormat',
  disk_format: 'diskFormat',
  status: 'status',
  id: 'id',
  size: 'size',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
};

function readSort(params: URLSearchParams): SortKey[] {
  // One of the SDK's words for it ends with a blank.
  const key = last(params, 'sort_key')?.trim() ?? 'created_at';
  const column = Object.hasOwn(sortColumns, key) ? sortColumns[key] : undefined;
  if (column === undefined) throw invalidQuery(`Invalid sort_key: ${key}`);
  const direction = oneOf(params, 'sort_dir', ['asc', 'desc'], 'Invalid sort_dir') ?? 'desc';
  return [{ column, direction }];
}

type Filter = (value: string, name: string) => ImageFilters;

const filters: Readonly<Record<string, Filter>> = {
  id: (id) => ({ id }),
  name: (name) => ({ name }),
  owner: (owner) => ({ owner }),
  status: (value) => ({
    status: value === 'saving' ? ['saving', 'uploading', 'importing'] : value,
  }),
  container_format: (containerFormat) => ({ containerFormat }),
  disk_format: (diskFormat) => ({ diskFormat }),
  min_disk: (value, name) => ({ minDisk: wholeNumber(value, name) }),
  min_ram: (value, name) => ({ minRam: wholeNumber(value, name) }),
  protected: (value, name) => ({ protectedOrPublic: flag(value, name) }),
  created_at: (value, name) => ({ createdAt: timeFilter(value, name) }),
  updated_at: (value, name) => ({ updatedAt: timeFilter(value, name) }),
  __isregistered: (value, name) => ({ hasBytes: flag(value, name) }),
};

/** Clients differ in how they write a boolean: Python's have a capital letter. */
function flag(value: string, name: string): boolean {
  return trueOrFalse(value.toLowerCase(), name);
}

/** Filters by properties: any of these. */
const choices: Readonly<Record<string, (value: string) => readonly PropertyChoice[] | null>> = {
  __os_type: (value) => [
    { __os_type: value },
    ...(value === 'Other'
      ? [{ __os_type: null, os_type: null }]
      : [{ __os_type: null, os_type: value.toLowerCase() }]),
  ],
  architecture: (value) => (value === 'arm' ? onArm : onX86),
  enterprise_project_id: (value) => {
    // All that the user may see, and there is one enterprise project for each: nothing is left out.
    if (value === 'all_granted_eps') return null;
    const given = { enterprise_project_id: value };
    return value === '0' ? [given, { enterprise_project_id: null }] : [given];
  },
};

const onArm: readonly PropertyChoice[] = [
  { __support_arm: 'true' },
  ...['aarch64', 'arm', 'arm64', 'armv7l'].map((architecture) => ({
    __support_arm: null,
    architecture,
  })),
];
/** Whatever does not say that it is for another. */
const onX86: readonly PropertyChoice[] = [
  { __support_arm: 'false' },
  ...[null, 'x86', 'x86_64', 'i686'].map((architecture) => ({ __support_arm: null, architecture })),
];

const environments: Readonly<Record<string, readonly ImageKind[]>> = {
  FusionCompute: ['system', 'server'],
  DataImage: ['data'],
  IsoImage: ['iso'],
};

/** Servers and disks say it by their kind; what other environments there are is an image's own word. */
function environment(value: string): ImageFilters {
  const kind = Object.hasOwn(environments, value) ? environments[value] : undefined;
  if (kind === undefined) return { kind: ['system'], properties: { virtual_env_type: value } };
  const choice = [{ virtual_env_type: null }, { virtual_env_type: value }];
  return value === 'FusionCompute' ? { kind, propertyChoices: [choice] } : { kind };
}

function wholeImages(value: string): ImageFilters {
  const whole = flag(value, '__whole_image');
  return { kind: whole ? ['server'] : ['system', 'data', 'iso'] };
}

function readFilters(params: URLSearchParams): ImageFilters {
  const tags = params.getAll('tag');
  const read = [...new Set(params.keys())].map((name) =>
    readFilter(name, last(params, name) ?? ''),
  );
  return read
    .filter((each) => Object.keys(each).length > 0)
    .reduce<ImageFilters>(both, tags.length === 0 ? {} : { tags });
}

function readFilter(name: string, value: string): ImageFilters {
  if (name === 'virtual_env_type') return environment(value);
  if (name === '__whole_image') return wholeImages(value);
  if (Object.hasOwn(filters, name)) return filters[name]?.(value, name) ?? {};
  if (Object.hasOwn(choices, name)) {
    const any = choices[name]?.(value) ?? null;
    return any === null ? {} : { propertyChoices: [any] };
  }
  if (name === '__imagetype' || !name.startsWith('__')) return {};
  // What an image does not say, it is not.
  return value === 'false'
    ? { propertyChoices: [[{ [name]: value }, { [name]: null }]] }
    : { properties: { [name]: value } };
}

/** What meets both. */
function both(one: ImageFilters, other: ImageFilters): ImageFilters {
  return {
    ...one,
    ...other,
    ...(one.kind === undefined || other.kind === undefined
      ? {}
      : { kind: [one.kind].flat().filter((kind) => [other.kind].flat().includes(kind)) }),
    properties: { ...one.properties, ...other.properties },
    propertyChoices: [...(one.propertyChoices ?? []), ...(other.propertyChoices ?? [])],
  };
}

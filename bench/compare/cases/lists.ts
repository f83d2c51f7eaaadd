import { asks, given, type Case, type Given, type Topic, type Who } from '../case.ts';
import { active, imageBytes, queued, rawFormats } from './images.ts';

/** All images here have the tag `listed`; others do not concern this topic. */
function list(name: string, query: string, who: Who = 'owner'): Case {
  return asks(name, who, `GET /v2/images?tag=listed&${query}`);
}

/** A query that is wrong. */
function wrong(query: string): Case {
  return asks(`the query ${query}`, 'owner', `GET /v2/images?${query}`);
}

function listed(name: string, attributes: object = {}, ...tags: string[]): Given {
  return queued(name, 'owner', { tags: ['listed', ...tags], ...attributes });
}

export const lists: Topic = {
  topic: 'lists',
  steps: [
    listed('cedar', { min_disk: 5, color: 'red' }, 'wood', 'early'),
    listed('ash, white', { disk_format: 'vmdk', color: 'red' }, 'wood', 'pale'),
    listed('birch', { ...rawFormats, visibility: 'private', color: 'white', min_ram: 64 }, 'pale'),
    given('birch has bytes', 'owner', 'PUT /v2/images/{birch}/file', 204, { body: imageBytes }),
    listed('elm', { protected: true, visibility: 'community' }),
    listed('hidden yew', { os_hidden: true }),
    ...active('oak', 'admin', { visibility: 'public', tags: ['listed'] }),
    list('by name', 'sort=name:asc'),
    list('by name, downwards', 'sort=name'),
    list('by two keys', 'sort=disk_format:asc,name:desc'),
    list('by repeated keys', 'sort_key=status&sort_key=name&sort_dir=asc&sort_dir=desc'),
    list('by keys with one direction', 'sort_key=status&sort_key=name&sort_dir=asc'),
    list('by size', 'sort=size:desc,name:asc'),
    list('as a stranger', 'sort=name:asc', 'stranger'),
    list('as an administrator', 'sort=name:asc', 'admin'),
    asks('by default the newest first', 'owner', 'GET /v2/images?tag=early'),
    list('the first page', 'sort=name:asc&limit=2'),
    list('the second page', 'sort=name:asc&limit=2&marker={birch}'),
    list('the last page', 'sort=name:asc&limit=2&marker={elm}'),
    list(
      'the page after a size that several have',
      'sort=size:asc,name:asc&limit=2&marker={cedar}',
    ),
    list('a page of a query that repeats a key', 'tag=wood&sort=name:asc&limit=1'),
    list('a page of none', 'limit=0'),
    list('a page too big', 'limit=5000&sort=name:asc'),
    list('community images', 'visibility=community', 'stranger'),
    list('public images', 'visibility=public'),
    list('private images', 'visibility=private'),
    list('shared images', 'visibility=shared&sort=name:asc'),
    list('images of every visibility', 'visibility=all&sort=name:asc', 'stranger'),
    list('hidden images', 'os_hidden=true'),
    list("hidden images in Python's words", 'os_hidden=True'),
    list('images of a name', 'name=birch'),
    list('images of some names', 'name=in:cedar,"ash, white",birch&sort=name:asc'),
    list('images of a name in capitals', 'name=BIRCH'),
    list('images of a status', 'status=active&sort=name:asc'),
    list('images of some states', 'status=in:active,queued&sort=name:asc'),
    list('images of an unknown status', 'status=nothing'),
    list('images of a format', 'disk_format=in:vmdk,raw&sort=name:asc'),
    list('images of a container format', 'container_format=bare&sort=name:asc'),
    list('images of an id', 'id={cedar}'),
    list('images of some ids', 'id=in:{cedar},{elm}&sort=name:asc'),
    list('images of an owner', 'owner={ownerProject}&sort=name:asc'),
    list('images of a size at least', 'size_min=1&sort=name:asc'),
    list('images of a size at most', 'size_max=999&sort=name:asc'),
    list('images of a size', 'size=1000&sort=name:asc'),
    list('images of least memory', 'min_ram=64'),
    list('images of a checksum', 'checksum=0'),
    list('images of two tags', 'tag=wood&tag=pale'),
    list('images of a property', 'color=red&sort=name:asc'),
    list('images of two values of a property', 'color=red&color=white&sort=name:asc'),
    list('images of a property that none has', 'weight=1'),
    list('protected images', 'protected=true'),
    list('images since a time', 'created_at=gt:2020-01-01T00:00:00Z&sort=name:asc'),
    list('images until a time', 'updated_at=lte:2020-01-01T00:00:00Z'),
    list('images not of a time', 'created_at=neq:2020-01-01T00:00:00Z&sort=name:asc'),
    ...[
      'visibility=foo',
      'member_status=foo',
      'limit=-1',
      'limit=many',
      'marker={missing}',
      'marker=nothing',
      'sort=nothing',
      'sort=name:sideways',
      'sort=name&sort_key=size',
      'sort_key=name&sort_dir=asc&sort_dir=desc',
      'size_min=big',
      'size_max=-1',
      'protected=True',
      'os_hidden=maybe',
      'created_at=around:2026-01-01T00:00:00Z',
      'created_at=gt:yesterday',
      'name=like:x',
      'name=in:"x',
      'changes-since=2026-01-01',
    ].map(wrong),
  ],
};

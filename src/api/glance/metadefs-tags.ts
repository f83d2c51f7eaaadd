import { Type } from 'typebox';
import { tagShape } from '../../domain/metadefs/document.ts';
import { createTag, createTags } from '../../domain/metadefs/tags/create-tags.ts';
import { deleteTags } from '../../domain/metadefs/tags/delete-tags.ts';
import { listTags, showTag, type TagListQuery } from '../../domain/metadefs/tags/read-tags.ts';
import { updateTag } from '../../domain/metadefs/tags/update-tag.ts';
import type { Settings } from '../../domain/settings.ts';
import { invalidQuery, last, oneOf, queryOf } from '../http/query.ts';
import { route, type Route } from '../http/route.ts';
import { readLimit } from './list-query.ts';
import { readBody, readShape } from './metadefs-body.ts';
import { namespacesPath, presentTag, presentTags } from './metadefs-present.ts';

const collection = `${namespacesPath}/:namespace/tags`;
const single = `${collection}/:name`;
const params = Type.Object({ namespace: Type.String() });
const singleParams = Type.Object({ namespace: Type.String(), name: Type.String() });
const tagsShape = Type.Object({ tags: Type.Array(tagShape) }, { additionalProperties: false });

const sortColumns: Readonly<Record<string, NonNullable<TagListQuery['sort']>>> = {
  id: 'id',
  name: 'name',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
};

function readQuery(
  settings: Pick<Settings, 'pageDefault' | 'pageMax'>,
  query: URLSearchParams,
): TagListQuery {
  const limit = last(query, 'limit');
  const marker = last(query, 'marker');
  const direction = oneOf(query, 'sort_dir', ['asc', 'desc'], 'Invalid sort direction');
  const key = last(query, 'sort_key') ?? 'created_at';
  const sort = Object.hasOwn(sortColumns, key) ? sortColumns[key] : undefined;
  if (sort === undefined) throw invalidQuery(`Invalid sort key: ${key}`);
  return {
    sort,
    ...(direction === undefined ? {} : { direction }),
    ...(marker === undefined ? {} : { marker }),
    // Without a limit all of them, in Glance too.
    ...(limit === undefined ? {} : { limit: readLimit(settings, limit) }),
  };
}

/** The words that Glance takes for true in a header. */
const yes: ReadonlySet<string> = new Set(['1', 't', 'true', 'on', 'y', 'yes']);

export const metadefTagRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace }, raw }) {
      const query = readQuery(context.settings, queryOf(raw.url));
      return { status: 200, body: presentTags(await listTags(context, actor, namespace, query)) };
    },
  }),
  route({
    method: 'POST',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace }, headers, body }) {
      const { tags } = readBody('tags', tagsShape, body);
      const append = String(headers['x-openstack-append'] ?? '').toLowerCase();
      const wanted = { names: tags.map(({ name }) => name), replace: !yes.has(append) };
      const made = await createTags(context, actor, namespace, wanted);
      return { status: 201, body: presentTags(made) };
    },
  }),
  route({
    method: 'DELETE',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace } }) {
      await deleteTags(context, actor, namespace, null);
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name } }) {
      const tag = await showTag(context, actor, namespace, name);
      return { status: 200, body: presentTag(tag) };
    },
  }),
  route({
    method: 'POST',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name } }) {
      const wanted = readShape('tag', tagShape, { name });
      const tag = await createTag(context, actor, namespace, wanted.name);
      return { status: 201, body: presentTag(tag) };
    },
  }),
  route({
    method: 'PUT',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name }, body }) {
      const wanted = readBody('tag', tagShape, body);
      const tag = await updateTag(context, actor, namespace, name, wanted.name);
      return { status: 200, body: presentTag(tag) };
    },
  }),
  route({
    method: 'DELETE',
    path: single,
    schema: { params: singleParams },
    async handle({ context, actor, params: { namespace, name } }) {
      await deleteTags(context, actor, namespace, name);
      return { status: 204 };
    },
  }),
];

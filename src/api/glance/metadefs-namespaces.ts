import { Type } from 'typebox';
import { namespaceShape, newNamespaceOf } from '../../domain/metadefs/document.ts';
import { createNamespace } from '../../domain/metadefs/namespaces/create-namespace.ts';
import { deleteNamespace } from '../../domain/metadefs/namespaces/delete-namespace.ts';
import type { NamespaceSortColumn } from '../../domain/metadefs/namespaces/list-queries.ts';
import {
  listNamespaces,
  showNamespace,
  type NamespaceListQuery,
} from '../../domain/metadefs/namespaces/read-namespaces.ts';
import { updateNamespace } from '../../domain/metadefs/namespaces/update-namespace.ts';
import type { Settings } from '../../domain/settings.ts';
import { invalidQuery, last, oneOf, queryOf } from '../http/query.ts';
import { route, type Route } from '../http/route.ts';
import { pageLinks, readLimit } from './list-query.ts';
import { readBody } from './metadefs-body.ts';
import {
  namespacePath,
  namespacesPath,
  presentContents,
  presentListedNamespace,
  presentNamespace,
} from './metadefs-present.ts';

const params = Type.Object({ namespace: Type.String() });
const single = `${namespacesPath}/:namespace`;

const sortColumns: Readonly<Record<string, NamespaceSortColumn>> = {
  id: 'id',
  namespace: 'name',
  display_name: 'displayName',
  description: 'description',
  visibility: 'visibility',
  protected: 'protected',
  owner: 'owner',
  created_at: 'createdAt',
  updated_at: 'updatedAt',
};

function readQuery(
  settings: Pick<Settings, 'pageDefault' | 'pageMax'>,
  query: URLSearchParams,
): NamespaceListQuery {
  const complaint = 'Invalid visibility value';
  const visibility = oneOf(query, 'visibility', ['public', 'private'], complaint);
  const resourceTypes = last(query, 'resource_types')?.split(',');
  const marker = last(query, 'marker');
  const direction = oneOf(query, 'sort_dir', ['asc', 'desc'], 'Invalid sort direction');
  const key = last(query, 'sort_key') ?? 'created_at';
  const sort = Object.hasOwn(sortColumns, key) ? sortColumns[key] : undefined;
  if (sort === undefined) throw invalidQuery(`Invalid sort key: ${key}`);
  return {
    ...(visibility === undefined ? {} : { visibility }),
    ...(resourceTypes === undefined ? {} : { resourceTypes }),
    ...(marker === undefined ? {} : { marker }),
    ...(direction === undefined ? {} : { direction }),
    sort,
    limit: readLimit(settings, last(query, 'limit')),
  };
}

export const metadefNamespaceRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: namespacesPath,
    async handle({ context, actor, raw }) {
      const asked = queryOf(raw.url);
      const query = readQuery(context.settings, asked);
      const found = await listNamespaces(context, actor, query);
      const names = found.map(({ namespace }) => namespace.name);
      return {
        status: 200,
        body: {
          namespaces: found.map(presentListedNamespace),
          ...pageLinks(namespacesPath, asked, query.limit, names),
          schema: '/v2/schemas/metadefs/namespaces',
        },
      };
    },
  }),
  route({
    method: 'POST',
    path: namespacesPath,
    async handle({ context, actor, body }) {
      const wanted = newNamespaceOf(readBody('namespace', namespaceShape, body));
      const contents = await createNamespace(context, actor, wanted);
      const location = context.settings.publicUrl + namespacePath(wanted.name);
      return { status: 201, headers: { location }, body: presentContents(contents) };
    },
  }),
  route({
    method: 'GET',
    path: single,
    schema: { params },
    async handle({ context, actor, params: { namespace }, raw }) {
      const resourceType = last(queryOf(raw.url), 'resource_type') ?? null;
      const contents = await showNamespace(context, actor, namespace, resourceType);
      return { status: 200, body: presentContents(contents) };
    },
  }),
  route({
    method: 'PUT',
    path: single,
    schema: { params },
    async handle({ context, actor, params: { namespace }, body }) {
      const wanted = newNamespaceOf(readBody('namespace', namespaceShape, body));
      const updated = await updateNamespace(context, actor, namespace, wanted);
      return { status: 200, body: presentNamespace(updated) };
    },
  }),
  route({
    method: 'DELETE',
    path: single,
    schema: { params },
    async handle({ context, actor, params: { namespace } }) {
      await deleteNamespace(context, actor, namespace);
      return { status: 204 };
    },
  }),
];

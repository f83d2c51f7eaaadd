import type { Db, DbOrTx } from '../../../db/pool.ts';
import { projectIdOf, type Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { selectObjects } from '../objects/queries.ts';
import { authorizeMetadef, mayMetadef } from '../policy.ts';
import { selectProperties } from '../properties/queries.ts';
import { selectAssociations } from '../resource-types/queries.ts';
import type { Association } from '../resource-types/resource-type.ts';
import { selectTags } from '../tags/queries.ts';
import { findNamespace } from './find-namespace.ts';
import { selectNamespacePage, type NamespacePageQuery } from './list-queries.ts';
import type { Namespace, NamespaceContents } from './namespace.ts';
import { prefixNames } from './prefix-names.ts';

export interface NamespaceListQuery {
  readonly visibility?: Namespace['visibility'];
  readonly resourceTypes?: readonly string[];
  /** Default: creation time. */
  readonly sort?: NamespacePageQuery['sort'];
  /** Default: descending. */
  readonly direction?: NamespacePageQuery['direction'];
  readonly limit: number;
  /** The name of the last namespace of the page before. */
  readonly marker?: string;
}

export interface ListedNamespace {
  readonly namespace: Namespace;
  readonly resourceTypes: readonly Association[];
}

/** One page of the namespaces that the actor sees. Faults: forbidden (no role), notFound (marker). */
export async function listNamespaces(
  context: Context,
  actor: Actor,
  query: NamespaceListQuery,
): Promise<ListedNamespace[]> {
  const { db } = context;
  authorizeMetadef(actor, 'own', 'metadef-namespace.list');
  const namespaces = await selectNamespacePage(db, {
    seenBy: mayMetadef(actor, 'stranger', 'metadef-namespace.show')
      ? 'all'
      : { projectId: projectIdOf(actor) },
    visibility: query.visibility ?? null,
    resourceTypes: query.resourceTypes ?? null,
    sort: query.sort ?? 'createdAt',
    direction: query.direction ?? 'desc',
    limit: query.limit,
    marker: query.marker === undefined ? null : await markerId(db, actor, query.marker),
  });
  const associations = await selectAssociations(
    db,
    namespaces.map(({ id }) => id),
  );
  return namespaces.map((namespace) => ({
    namespace,
    resourceTypes: associations.filter((each) => each.namespaceId === namespace.id),
  }));
}

async function markerId(db: Db, actor: Actor, marker: string): Promise<number> {
  return (await findNamespace(db, actor, marker, 'metadef-namespace.list')).id;
}

/** A namespace with all that is in it; with `resourceType`, names carry the prefix that resources of that type use. */
export async function showNamespace(
  context: Context,
  actor: Actor,
  name: string,
  resourceType: string | null = null,
): Promise<NamespaceContents> {
  const namespace = await findNamespace(context.db, actor, name, 'metadef-namespace.show');
  return prefixNames(await readContents(context.db, namespace), resourceType);
}

export async function readContents(db: DbOrTx, namespace: Namespace): Promise<NamespaceContents> {
  return {
    namespace,
    resourceTypes: await selectAssociations(db, [namespace.id]),
    properties: await selectProperties(db, namespace.id),
    objects: await selectObjects(db, namespace.id),
    tags: await selectTags(db, namespace.id),
  };
}

import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { findNamespace } from '../namespaces/find-namespace.ts';
import { tagNotFound, type MetadefTag } from './metadef-tag.ts';
import { selectTag, selectTags, type TagPageQuery } from './queries.ts';

export interface TagListQuery extends Omit<TagPageQuery, 'marker'> {
  /** The name of the last tag of the page before. */
  readonly marker?: string;
}

/** The tags of a namespace, newest first unless asked otherwise. Faults: notFound, for the namespace or the marker. */
export async function listTags(
  context: Context,
  actor: Actor,
  namespaceName: string,
  { marker, ...query }: TagListQuery,
): Promise<MetadefTag[]> {
  const { db } = context;
  const namespace = await findNamespace(db, actor, namespaceName, 'metadef-tag.list');
  if (marker === undefined) return await selectTags(db, namespace.id, query);
  const last = await selectTag(db, namespace.id, marker);
  if (last === null) throw tagNotFound(marker);
  return await selectTags(db, namespace.id, { ...query, marker: last.id });
}

/** Faults: notFound, for the namespace or the tag. */
export async function showTag(
  context: Context,
  actor: Actor,
  namespaceName: string,
  name: string,
): Promise<MetadefTag> {
  const namespace = await findNamespace(context.db, actor, namespaceName, 'metadef-tag.show');
  const tag = await selectTag(context.db, namespace.id, name);
  if (tag === null) throw tagNotFound(name);
  return tag;
}

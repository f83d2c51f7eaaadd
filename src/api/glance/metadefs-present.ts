// Metadata definitions → Image API v2. Pure. As in Glance, what has no value is left out.
import type { MetadefObject } from '../../domain/metadefs/objects/metadef-object.ts';
import type { Namespace, NamespaceContents } from '../../domain/metadefs/namespaces/namespace.ts';
import type { ListedNamespace } from '../../domain/metadefs/namespaces/read-namespaces.ts';
import type { MetadefProperty } from '../../domain/metadefs/properties/metadef-property.ts';
import type {
  Association,
  ResourceType,
} from '../../domain/metadefs/resource-types/resource-type.ts';
import type { MetadefTag } from '../../domain/metadefs/tags/metadef-tag.ts';
import { seconds } from '../http/timestamp.ts';

export const namespacesPath = '/v2/metadefs/namespaces';

/** Glance leaves colons as they are. */
export function namespacePath(name: string): string {
  return `${namespacesPath}/${segment(name)}`;
}

function segment(name: string): string {
  return encodeURIComponent(name).replaceAll('%3A', ':');
}

interface Times {
  readonly createdAt: string;
  readonly updatedAt: string;
}

function times({ createdAt, updatedAt }: Times): object {
  return { created_at: seconds(createdAt), updated_at: seconds(updatedAt) };
}

function given(fields: Readonly<Record<string, string | null>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

/** Nothing for an empty list: a namespace shows only what it has. */
function listed(key: string, items: readonly unknown[]): object {
  return items.length === 0 ? {} : { [key]: items };
}

/** A namespace without what is in it. */
export function presentNamespace(namespace: Namespace): object {
  return {
    namespace: namespace.name,
    ...given({ display_name: namespace.displayName, description: namespace.description }),
    visibility: namespace.visibility,
    protected: namespace.protected,
    owner: namespace.owner,
    ...times(namespace),
    self: namespacePath(namespace.name),
    schema: '/v2/schemas/metadefs/namespace',
  };
}

export function presentListedNamespace({ namespace, resourceTypes }: ListedNamespace): object {
  return {
    ...presentNamespace(namespace),
    ...listed('resource_type_associations', resourceTypes.map(presentAssociation)),
  };
}

export function presentContents(contents: NamespaceContents): object {
  const { namespace, properties, objects, tags } = contents;
  return {
    ...presentListedNamespace(contents),
    ...(properties.length === 0 ? {} : presentProperties(properties)),
    ...listed(
      'objects',
      objects.map((object) => presentObject(namespace.name, object)),
    ),
    ...(tags.length === 0 ? {} : presentTags(tags)),
  };
}

export function presentAssociation(association: Association): object {
  return {
    name: association.resourceType,
    ...given({ prefix: association.prefix, properties_target: association.propertiesTarget }),
    ...times(association),
  };
}

export function presentResourceType(resourceType: ResourceType): object {
  return { name: resourceType.name, ...times(resourceType) };
}

export function presentObject(namespaceName: string, object: MetadefObject): object {
  return {
    name: object.name,
    ...given({ description: object.description }),
    required: object.required,
    properties: object.properties,
    ...times(object),
    self: `${namespacePath(namespaceName)}/objects/${segment(object.name)}`,
    schema: '/v2/schemas/metadefs/object',
  };
}

export function presentProperty({ name, definition }: MetadefProperty): object {
  return { ...definition, name };
}

/** Many: their names are keys. */
export function presentProperties(properties: readonly MetadefProperty[]): object {
  return {
    properties: Object.fromEntries(properties.map(({ name, definition }) => [name, definition])),
  };
}

export function presentTag(tag: MetadefTag): object {
  return { name: tag.name, ...times(tag) };
}

/** Many: their names only. */
export function presentTags(tags: readonly MetadefTag[]): object {
  return { tags: tags.map(({ name }) => ({ name })) };
}

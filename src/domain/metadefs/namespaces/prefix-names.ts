import type { NamespaceContents } from './namespace.ts';

/**
 * Names as they are written on a resource of the type: with the prefix that the association asks for. Without an association or a prefix
 * nothing changes.
 */
export function prefixNames(
  contents: NamespaceContents,
  resourceType: string | null,
): NamespaceContents {
  const association = contents.resourceTypes.find((each) => each.resourceType === resourceType);
  const prefix = association?.prefix ?? '';
  if (prefix === '') return contents;
  return {
    ...contents,
    properties: contents.properties.map((property) => ({
      ...property,
      name: prefix + property.name,
    })),
    objects: contents.objects.map((object) => ({
      ...object,
      required: object.required.map((name) => prefix + name),
      properties: Object.fromEntries(
        Object.entries(object.properties).map(([name, definition]) => [prefix + name, definition]),
      ),
    })),
  };
}

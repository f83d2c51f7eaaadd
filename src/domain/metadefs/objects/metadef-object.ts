import { Fault } from '../../fault.ts';
import type { PropertyDefinition } from '../property-definition.ts';

/** Properties that belong together, such as all that are about one database product. */
export interface NewObject {
  /** Unique in its namespace. */
  readonly name: string;
  readonly description: string | null;
  /** Names of the properties that a resource must have when it has any of them. */
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, PropertyDefinition>>;
}

export interface MetadefObject extends NewObject {
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function objectNotFound(name: string): Fault {
  return new Fault(
    'notFound',
    'metadef.object-not-found',
    `Could not find metadata object ${name}`,
    { detail: { name } },
  );
}

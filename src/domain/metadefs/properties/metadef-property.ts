import { Fault } from '../../fault.ts';
import type { PropertyDefinition } from '../property-definition.ts';

/** A property that stands by itself in a namespace, in no object. */
export interface MetadefProperty {
  /** Unique in its namespace. */
  readonly name: string;
  readonly definition: PropertyDefinition;
}

export function propertyNotFound(name: string): Fault {
  return new Fault('notFound', 'metadef.property-not-found', `Could not find property ${name}`, {
    detail: { name },
  });
}

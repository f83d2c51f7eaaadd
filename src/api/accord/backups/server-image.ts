import { factProperties } from '../images/present.ts';
import type { NewServerImage } from './schema.ts';

/** The full-server image that is asked for, as use cases have it. */
export function serverImageOf({ name, description = '' }: NewServerImage): {
  name: string;
  properties: Readonly<Record<string, string>>;
} {
  return {
    name,
    properties: description === '' ? {} : { [factProperties.description]: description },
  };
}

import { factProperties } from '../images/present.ts';
import type { NewCapture } from './schema.ts';

/** What is asked for, as use cases have it. */
export function captureOf({ name, description = '' }: NewCapture): {
  name: string;
  properties: Readonly<Record<string, string>>;
} {
  return {
    name,
    properties: description === '' ? {} : { [factProperties.description]: description },
  };
}

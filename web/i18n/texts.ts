// The types of texts: which namespaces and keys there are.
import type { texts } from './en/texts.ts';

export type Texts = { readonly [Namespace in keyof typeof texts]: object };

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof texts;
  }
}

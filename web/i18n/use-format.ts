import { formatFor, type Format } from './format.ts';
import { useLanguage } from './i18n.ts';
import type { Language } from './languages.ts';

const formats = new Map<Language, Format>();

/** How numbers, sizes and times are written in the language in use. */
export function useFormat(): Format {
  const language = useLanguage();
  const known = formats.get(language);
  if (known !== undefined) return known;
  const format = formatFor(language);
  formats.set(language, format);
  return format;
}

// The languages of the console, and which one a person reads: the one chosen here before, else the browser's.

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** As the languages call themselves. */
export const languageNames: Readonly<Record<Language, string>> = { zh: '简体中文', en: 'English' };

/** For `<html lang>` and for dates and numbers. */
export const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' };

/** `chosen`: what was kept, or null; `preferred`: the browser's, best first. */
export function pickLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const found = [chosen ?? '', ...preferred]
    .map((tag) => languages.find((language) => new RegExp(`^${language}\\b`, 'i').test(tag)))
    .find((language) => language !== undefined);
  return found ?? 'en';
}

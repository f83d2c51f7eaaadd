// The texts of the console in the language that is in use; only that one is loaded.
import type { Locale } from 'antd/es/locale';
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import { locales, pickLanguage, type Language } from './languages.ts';
import type { Texts } from './texts.ts';

interface Bundle {
  readonly texts: Texts;
  /** Ant Design's own texts. */
  readonly antd: Locale;
}

const bundles: Readonly<Record<Language, () => Promise<{ readonly bundle: Bundle }>>> = {
  zh: async () => await import('./zh/bundle.ts'),
  en: async () => await import('./en/bundle.ts'),
};

const storageKey = 'accord.language';
let antdLocale: Locale | undefined;

/** Loads the language that this person reads. Nothing can be shown before. */
export async function startI18n(): Promise<void> {
  const language = pickLanguage(localStorage.getItem(storageKey), navigator.languages);
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: await load(language) },
    defaultNS: 'common',
    // Whoever shows a text shows it through React, which escapes.
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = locales[language];
}

/** Loads a language, shows everything in it, and keeps the choice for the next visit. */
export async function changeLanguage(language: Language): Promise<void> {
  for (const [namespace, texts] of Object.entries(await load(language))) {
    i18next.addResourceBundle(language, namespace, texts);
  }
  localStorage.setItem(storageKey, language);
  document.documentElement.lang = locales[language];
  await i18next.changeLanguage(language);
}

async function load(language: Language): Promise<Texts> {
  const { bundle } = await bundles[language]();
  antdLocale = bundle.antd;
  return bundle.texts;
}

export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language as Language;
}

/** Ant Design's texts in the language in use. */
export function useAntdLocale(): Locale | undefined {
  return useSyncExternalStore(
    (changed) => {
      i18next.on('languageChanged', changed);
      return () => i18next.off('languageChanged', changed);
    },
    () => antdLocale,
  );
}

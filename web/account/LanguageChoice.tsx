import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeLanguage, useLanguage } from '../i18n/i18n.ts';
import { languageNames, languages, type Language } from '../i18n/languages.ts';

/** The language of the console, kept in this browser. */
export function LanguageChoice() {
  const { t } = useTranslation('account');
  return (
    <Radio.Group
      aria-label={t('language')}
      value={useLanguage()}
      onChange={({ target }) => void changeLanguage(target.value as Language)}
      options={languages.map((each) => ({
        value: each,
        label: <span lang={each}>{languageNames[each]}</span>,
      }))}
    />
  );
}

import { GlobalOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { changeLanguage, useLanguage } from '../i18n/i18n.ts';
import { languageNames, languages } from '../i18n/languages.ts';
import styles from './frame.module.css';

export function LanguageMenu() {
  const { t } = useTranslation('frame');
  const language = useLanguage();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [language],
        items: languages.map((each) => ({
          key: each,
          label: <span lang={each}>{languageNames[each]}</span>,
          onClick: () => void changeLanguage(each),
        })),
      }}
    >
      <Button
        type="text"
        icon={<GlobalOutlined aria-hidden />}
        aria-label={t('language', { name: languageNames[language] })}
        aria-haspopup="menu"
      >
        <span className={styles.languageName}>{languageNames[language]}</span>
      </Button>
    </Dropdown>
  );
}

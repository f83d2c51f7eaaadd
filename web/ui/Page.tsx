import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

interface Props {
  readonly title: string;
  /** Beside the heading, at the right. */
  readonly actions?: ReactNode;
  /** Under the heading. */
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}

/** A page with its heading, which is the document's title too. */
export function Page({ title, actions, lead, children }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <title>{t('title', { page: title })}</title>
      <header className={styles.pageHeader}>
        <div>
          <h1 className={styles.pageTitle}>{title}</h1>
          {lead}
        </div>
        {actions === undefined ? null : <div className={styles.pageActions}>{actions}</div>}
      </header>
      {children}
    </>
  );
}

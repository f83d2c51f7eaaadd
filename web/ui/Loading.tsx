import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

/** While a page is on its way; what comes at once is not announced. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <div className={styles.message} role="status" aria-label={t('loading')}>
      <Spin delay={300} />
    </div>
  );
}

import { useTranslation } from 'react-i18next';
import styles from './frame.module.css';

/** The product's sign and name. */
export function ProductMark() {
  const { t } = useTranslation();
  return (
    <span className={styles.mark}>
      <img src="/icon.svg" alt="" width={24} height={24} />
      {t('product')}
    </span>
  );
}

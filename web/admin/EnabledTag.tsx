import { useTranslation } from 'react-i18next';
import { StatusTag } from '../ui/StatusTag.tsx';
import styles from './admin.module.css';

export function EnabledTag({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation('admin');
  return (
    <span className={styles.whole}>
      <StatusTag tone={enabled ? 'good' : 'off'}>{t(enabled ? 'enabled' : 'disabled')}</StatusTag>
    </span>
  );
}

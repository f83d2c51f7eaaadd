import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { FullMessage } from '../ui/FullMessage.tsx';
import styles from './frame.module.css';

/** Instead of a page that has thrown. The rest of the frame goes on working. */
export function BrokenPage() {
  const { t } = useTranslation('frame');
  const error = useRouteError();
  return (
    <FullMessage title={t('broken.title')} text={t('broken.text')}>
      <pre className={styles.words}>{error instanceof Error ? error.message : String(error)}</pre>
      <Button type="primary" onClick={() => window.location.reload()}>
        {t('broken.reload')}
      </Button>
    </FullMessage>
  );
}

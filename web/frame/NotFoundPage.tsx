import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../paths.ts';
import { FullMessage } from '../ui/FullMessage.tsx';

export function NotFoundPage() {
  const { t } = useTranslation('frame');
  return (
    <FullMessage title={t('not-found.title')} text={t('not-found.text')}>
      <Link to={paths.home}>{t('not-found.home')}</Link>
    </FullMessage>
  );
}

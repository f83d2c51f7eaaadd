import { useTranslation } from 'react-i18next';
import { Link, Outlet } from 'react-router';
import { paths } from '../paths.ts';
import { FullMessage } from '../ui/FullMessage.tsx';
import { useSession } from './session-context.ts';

/** Around the pages for operators; others are told so. The service itself decides, request by request. */
export function OperatorsOnly() {
  const { t } = useTranslation('frame');
  if (useSession().operator) return <Outlet />;
  return (
    <FullMessage title={t('operators-only.title')} text={t('operators-only.text')}>
      <Link to={paths.home}>{t('not-found.home')}</Link>
    </FullMessage>
  );
}

import { useTranslation } from 'react-i18next';
import { Navigate } from 'react-router';
import { paths } from '../paths.ts';
import { FullMessage } from '../ui/FullMessage.tsx';
import { useCurrentProject } from './last-project.ts';

/** Leads to the images of the project that one was in last; to those that wait for an answer, where some do. */
export function Home() {
  const { t } = useTranslation('frame');
  const project = useCurrentProject();
  if (project !== undefined) {
    const tab = project.waitingOffers > 0 ? 'shared' : undefined;
    return <Navigate to={paths.images(project.id, tab)} replace />;
  }
  return <FullMessage title={t('no-projects.title')} text={t('no-projects.text')} />;
}

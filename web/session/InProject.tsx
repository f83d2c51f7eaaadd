import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { FullMessage } from '../ui/FullMessage.tsx';
import { rememberProject, useCurrentProject } from './last-project.ts';
import { ProjectContext } from './session-context.ts';

/** Around the pages of a project: they know which one, and that this person may be in it. */
export function InProject() {
  const { t } = useTranslation('frame');
  const project = useCurrentProject();
  const id = project?.id;
  useEffect(() => {
    if (id !== undefined) rememberProject(id);
  }, [id]);
  if (project === undefined) {
    return <FullMessage title={t('no-project.title')} text={t('no-project.text')} />;
  }
  return (
    <ProjectContext value={project}>
      {/* Nothing of one project is left standing in another: selections, open dialogs. */}
      <Outlet key={project.id} />
    </ProjectContext>
  );
}

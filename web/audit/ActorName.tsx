import { useTranslation } from 'react-i18next';
import type { Event } from '../../src/api/accord/events/schema.ts';
import { projectText } from '../sharing/member-columns.tsx';
import styles from './audit.module.css';

interface Props {
  readonly actor: Event['actor'];
  /** The project that one looks from, which need not be said; null: none. */
  readonly ownId: string | null;
}

/** Who did it, from where, and for whom. Nobody else than the service itself, where there is no actor. */
export function ActorName({ actor, ownId }: Props) {
  const { t } = useTranslation('audit');
  if (actor === null) return t('service');
  const { userName, project, actedFor } = actor;
  return (
    <>
      {userName ?? t('somebody')}
      {project === null || project.id === ownId ? null : (
        <div className={styles.from}>{projectText(project)}</div>
      )}
      {actedFor === null ? null : (
        <div className={styles.from}>{t('acted-for', { project: projectText(actedFor) })}</div>
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { engineQuery } from '../api/servers.ts';
import { useProject, useSession } from '../session/session-context.ts';
import styles from './servers.module.css';

const measures = ['network', 'sandbox', 'limits', 'controlGroup'] as const;

/** What runs the servers, and how they are kept from the machine and from each other: for operators; to others nothing. */
export function EngineFacts() {
  const { t } = useTranslation('servers');
  const { operator } = useSession();
  const project = useProject();
  const engine = useQuery({ ...engineQuery(project.id), enabled: operator }).data;
  if (!operator || engine?.available !== true) return null;
  const { version, accelerator, confinement } = engine;
  const words = (inForce: boolean): string[] =>
    measures
      .filter((measure) => confinement?.[measure] === inForce)
      .map((measure) => t(`engine.measure.${measure}`));
  const missing = words(false);
  return (
    <p className={styles.hint}>
      {t('engine.runs', { version, accelerator: t(`engine.by.${accelerator ?? 'tcg'}`) })}
      {confinement === null ? null : (
        <>
          {' '}
          {t('engine.confined', {
            measures: [t(`engine.user.${confinement.user}`), ...words(true)],
          })}
          {missing.length === 0 ? null : ` ${t('engine.unconfined', { measures: missing })}`}
        </>
      )}
    </p>
  );
}

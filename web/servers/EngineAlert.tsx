import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { engineQuery } from '../api/servers.ts';
import { useProject } from '../session/session-context.ts';
import styles from './servers.module.css';

/** What the operator's machine lacks for running servers; nothing when it has all. */
export function EngineAlert() {
  const { t } = useTranslation('servers');
  const project = useProject();
  const engine = useQuery(engineQuery(project.id)).data;
  if (engine === undefined || engine.available) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      className={styles.alert ?? ''}
      title={t('engine.unavailable')}
      description={
        <ul className={styles.missing}>
          {engine.missing.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
    />
  );
}

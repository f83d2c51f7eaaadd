import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { isUnderWay } from '../api/under-way.ts';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { toneOf } from './server-words.ts';
import styles from './servers.module.css';

/** How a server is; while something is done to it what, and how far that is; and why it is in error, or what went wrong last. */
export function ServerStatus({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const textOf = useProblemText();
  const { status, task, job, problem } = server;
  const state = t(`status.${status}`);
  if (task !== null || (status === 'building' && isUnderWay(server))) {
    const doing = task === null ? state : t(`task.${task}`);
    return (
      <div className={styles.status}>
        <StatusTag tone="busy">{doing}</StatusTag>
        {job === null ? null : (
          <Progress
            size="small"
            percent={Math.round(job.progress * 100)}
            aria-label={t('progress', { doing })}
          />
        )}
      </div>
    );
  }
  return (
    <div className={styles.status}>
      <StatusTag tone={toneOf[status]}>{state}</StatusTag>
      {problem === null ? null : <span className={styles.problem}>{textOf(problem)}</span>}
    </div>
  );
}

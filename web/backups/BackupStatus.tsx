import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import { isUnderWay } from '../api/under-way.ts';
import styles from '../servers/servers.module.css';
import { StatusTag } from '../ui/StatusTag.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { toneOf } from './backup-words.ts';

/** How a backup is; while it is made how far that is, and why it is in error. */
export function BackupStatus({ backup }: { readonly backup: Backup }) {
  const { t } = useTranslation('backups');
  const textOf = useProblemText();
  const { status, job, problem } = backup;
  const state = t(`status.${status}`);
  return (
    <div className={styles.status}>
      <StatusTag tone={toneOf[status]}>{state}</StatusTag>
      {isUnderWay(backup) && job !== null && toneOf[status] === 'busy' ? (
        <Progress
          size="small"
          percent={Math.round(job.progress * 100)}
          aria-label={t('progress', { doing: state })}
        />
      ) : null}
      {problem === null ? null : <span className={styles.problem}>{textOf(problem)}</span>}
    </div>
  );
}

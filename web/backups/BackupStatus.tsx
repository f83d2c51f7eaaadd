import { useTranslation } from 'react-i18next';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import { isUnderWay } from '../api/under-way.ts';
import { JobStatus } from '../ui/JobStatus.tsx';
import { toneOf } from './backup-words.ts';

/** How a backup is; while it is made how far that is, and why it is in error. */
export function BackupStatus({ backup }: { readonly backup: Backup }) {
  const { t } = useTranslation('backups');
  const { status, job, problem } = backup;
  const tone = toneOf[status];
  const progress = tone === 'busy' && isUnderWay(backup) ? (job?.progress ?? null) : null;
  return (
    <JobStatus tone={tone} text={t(`status.${status}`)} progress={progress} problem={problem} />
  );
}

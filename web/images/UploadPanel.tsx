import { Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import styles from './images.module.css';
import type { Running } from './use-upload.ts';

const phases = ['uploading', 'checking', 'storing'] as const satisfies readonly Running['phase'][];

interface Props {
  readonly running: Running;
  readonly onCancel: () => void;
}

/** How far an upload is: its phases, bytes, pace and time left. Only a new phase is read out. */
export function UploadPanel({ running, onCancel }: Props) {
  const { t } = useTranslation('images');
  const format = useFormat();
  const { phase, sent, total, pace } = running;
  const at = phases.indexOf(phase);
  const percent = total === 0 ? 0 : Math.floor((sent / total) * 100);
  return (
    <section className={styles.upload} aria-label={t('upload.title')}>
      <ol className={styles.phases}>
        {phases.map((each, index) => (
          <li key={each} data-done={index < at} aria-current={each === phase ? 'step' : undefined}>
            {t(`upload.phase.${each}`)}
          </li>
        ))}
      </ol>
      <p role="status">{t(`upload.doing.${phase}`)}</p>
      <Progress
        aria-label={t('upload.progress')}
        percent={phase === 'uploading' ? percent : 100}
        status="active"
        showInfo={phase === 'uploading'}
      />
      <div className={styles.uploadFoot}>
        <span>
          {t('upload.bytes', { sent: format.bytes(sent), total: format.bytes(total) })}
          {phase !== 'uploading' || pace === null
            ? null
            : ` · ${t('upload.rate', { rate: format.bytes(Math.round(pace.rate)) })}`}
          {phase !== 'uploading' || pace === null || pace.secondsLeft === null
            ? null
            : ` · ${t('upload.left', { time: format.duration(pace.secondsLeft) })}`}
        </span>
        {/* Unlike the form around it. */}
        <Button disabled={false} onClick={onCancel}>
          {t('upload.cancel')}
        </Button>
      </div>
    </section>
  );
}

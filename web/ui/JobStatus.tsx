import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ItemProblem } from '../../src/api/accord/schema.ts';
import { StatusTag, type Tone } from './StatusTag.tsx';
import styles from './ui.module.css';
import { useProblemText } from './use-problem-text.ts';

interface Props {
  readonly tone: Tone;
  readonly text: string;
  /** How far what is done to it is, of 1; null: nothing is, or nobody knows. */
  readonly progress: number | null;
  /** Why it is in error, or what went wrong last. */
  readonly problem: ItemProblem | null;
}

/** How something is that jobs work on. */
export function JobStatus({ tone, text, progress, problem }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  return (
    <div className={styles.jobStatus}>
      <StatusTag tone={tone}>{text}</StatusTag>
      {progress === null ? null : (
        <Progress
          size="small"
          percent={Math.round(progress * 100)}
          aria-label={t('progress', { doing: text })}
        />
      )}
      {problem === null ? null : <span className={styles.problem}>{textOf(problem)}</span>}
    </div>
  );
}

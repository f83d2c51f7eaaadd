import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem.ts';
import styles from './ui.module.css';
import { useProblemText } from './use-problem-text.ts';

interface Props {
  /** Nothing is shown for null and undefined. */
  readonly error: unknown;
  /** What could not be done; default: only why. */
  readonly title?: string;
  /** Why, where more is known than the problem's code says. */
  readonly reason?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
}

/** What went wrong, in words, and with what an administrator needs to find it in the logs. */
export function ErrorAlert({ error, title, reason, onRetry }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  if (error === null || error === undefined) return null;
  const problem = asProblem(error);
  const text = reason ?? textOf(problem);
  const requestId = problem.status >= 500 ? problem.requestId : null;
  return (
    <Alert
      type="error"
      role="alert"
      showIcon
      className={styles.error ?? ''}
      title={title ?? text}
      description={
        title === undefined && requestId === null ? null : (
          <>
            {title === undefined ? null : <div>{text}</div>}
            {requestId === null ? null : <code>{requestId}</code>}
          </>
        )
      }
      action={
        onRetry === undefined ? null : (
          <Button size="small" onClick={onRetry}>
            {t('retry')}
          </Button>
        )
      }
    />
  );
}

import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ItemProblem } from '../../src/api/accord/schema.ts';
import styles from './ui.module.css';
import { useProblemText } from './use-problem-text.ts';

export interface Result {
  readonly key: string;
  /** What it was done to, such as an image's name. */
  readonly name: string;
  /** Why it was not done; undefined: it was. */
  readonly problem?: ItemProblem | undefined;
}

interface Props {
  readonly results: readonly Result[];
  /** What was done, as a heading; default: how many were done. */
  readonly title?: string;
  /** Called with the keys of what failed. */
  readonly onRetry?: ((keys: readonly string[]) => void) | undefined;
  readonly onUndo?: (() => void) | undefined;
  /** Something of it is under way. */
  readonly busy?: boolean;
  readonly onClose: () => void;
}

/** How a batch went, item by item. It is read out when it appears, and stays until it is closed. */
export function ResultPanel({ results, title, onRetry, onUndo, busy = false, onClose }: Props) {
  const { t } = useTranslation();
  const textOf = useProblemText();
  const failed = results.filter((result) => result.problem !== undefined);
  const done = results.length - failed.length;
  const summary = [
    done > 0 ? t('results.done', { count: done }) : '',
    failed.length > 0 ? t('results.failed', { count: failed.length }) : '',
  ];
  return (
    <Alert
      className={styles.results ?? ''}
      role="status"
      showIcon
      type={failed.length === 0 ? 'success' : done === 0 ? 'error' : 'warning'}
      title={[title ?? '', ...summary].filter((text) => text !== '').join(' · ')}
      closable={{ 'aria-label': t('results.dismiss'), onClose }}
      action={
        <div className={styles.resultActs}>
          {onUndo === undefined || done === 0 ? null : (
            <Button size="small" loading={busy} onClick={onUndo}>
              {t('results.undo')}
            </Button>
          )}
          {onRetry === undefined || failed.length === 0 ? null : (
            <Button
              size="small"
              loading={busy}
              onClick={() => onRetry(failed.map((result) => result.key))}
            >
              {t('results.retry')}
            </Button>
          )}
        </div>
      }
      description={
        failed.length === 0 ? null : (
          <ul>
            {results.map(({ key, name, problem }) => (
              <li key={key}>
                {problem === undefined ? (
                  <CheckCircleFilled
                    aria-label={t('results.is-done')}
                    style={{ color: 'var(--ant-color-success)' }}
                  />
                ) : (
                  <CloseCircleFilled
                    aria-label={t('results.has-failed')}
                    style={{ color: 'var(--ant-color-error)' }}
                  />
                )}
                <span>
                  <strong>{name}</strong>
                  {problem === undefined ? null : <div>{textOf(problem)}</div>}
                </span>
              </li>
            ))}
          </ul>
        )
      }
    />
  );
}

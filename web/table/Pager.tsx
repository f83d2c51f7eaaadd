import { LeftOutlined, RightOutlined, VerticalRightOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { pageSizes } from './list-state.ts';
import styles from './table.module.css';
import type { List } from './use-list.ts';

interface Props {
  readonly list: List<{ limit: number }>;
  readonly nextCursor: string | null;
}

/** Pages are found by where the last one ended, so one goes on or back to the start, not to the seventh. */
export function Pager({ list, nextCursor }: Props) {
  const { t } = useTranslation('table');
  const { page, query } = list;
  if (page === 1 && nextCursor === null && query.limit === pageSizes[0]) return null;
  return (
    <nav className={styles.pager} aria-label={t('pages')}>
      <Button
        icon={<VerticalRightOutlined aria-hidden />}
        aria-label={t('first')}
        disabled={page === 1}
        onClick={list.goFirst}
      />
      <Button
        icon={<LeftOutlined aria-hidden />}
        aria-label={t('previous')}
        disabled={page === 1 || page === null}
        onClick={list.goPrevious}
      />
      {page === null ? null : <span aria-live="polite">{t('page', { page })}</span>}
      <Button
        icon={<RightOutlined aria-hidden />}
        aria-label={t('next')}
        disabled={nextCursor === null}
        onClick={() => {
          if (nextCursor !== null) list.goNext(nextCursor);
        }}
      />
      <Select
        aria-label={t('page-size')}
        value={query.limit}
        options={pageSizes.map((size) => ({ value: size, label: t('rows', { count: size }) }))}
        onChange={(size) =>
          list.change({ limit: size === pageSizes[0] ? undefined : String(size) })
        }
      />
    </nav>
  );
}

import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Column } from '../table/column.ts';
import { antdColumns, selectionOf } from '../table/antd-table.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { countAnswers, type Holder } from './holders.ts';
import { OthersUses } from './ImageUses.tsx';
import { MemberStatus, projectText, useMemberColumns } from './member-columns.tsx';
import styles from './sharing.module.css';
import { useWithdrawalWords } from './use-withdrawal-words.ts';
import type { Withdrawing } from './use-withdrawing.ts';

const pageSize = 10;

/** Whom the images are taken from, and what that means for them. */
export function WithdrawForm({ withdrawing }: { readonly withdrawing: Withdrawing }) {
  const { t } = useTranslation('sharing');
  const { t: ofTable } = useTranslation('table');
  const { holders, ticked, tick, error, retry, images } = withdrawing;
  const columns = [...useMemberColumns<Holder>(), useAnswersColumn(images)];
  const words = useWithdrawalWords();
  if (error !== null) return <ErrorAlert error={error} onRetry={retry} />;
  if (holders === null) return <Loading />;
  if (holders.length === 0) {
    return <EmptyState title={t('withdraw.nobody')} hint={t('withdraw.nobody-hint')} />;
  }
  const selection = { rows: ticked, set: tick };
  return (
    <div className={styles.form}>
      <ul className={styles.notes} aria-label={t('what-happens', { ns: 'common' })}>
        {words.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      <OthersUses imageIds={withdrawing.imageIds} />
      <Table<Holder>
        aria-label={t('withdraw.from')}
        size="small"
        className={styles.offers ?? ''}
        rowKey={keyOf}
        dataSource={[...holders]}
        columns={antdColumns(columns, '')}
        pagination={holders.length > pageSize ? { pageSize, showSizeChanger: false } : false}
        rowSelection={{
          ...selectionOf(selection, keyOf, nameOf, ofTable),
          onSelectAll: (selected) => tick(selected ? holders : []),
          getTitleCheckboxProps: () => ({ 'aria-label': t('select-all') }),
        }}
      />
    </div>
  );
}

function keyOf({ project }: Holder): string {
  return project.id;
}

function nameOf({ project }: Holder): string {
  return projectText(project);
}

/** The answer, or, of several images, how many are which. */
function useAnswersColumn(images: number): Column<Holder> {
  const { t } = useTranslation('sharing');
  return {
    key: 'status',
    title: t('member.answer'),
    render: (holder) => (
      <>
        {[...countAnswers(holder)].map(([status, count]) => (
          <span key={status} className={styles.answer}>
            <MemberStatus status={status} />
            {images === 1 ? null : ` ${count}`}
          </span>
        ))}
      </>
    ),
  };
}

// Whom an image is shared with, for its owner.
import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import type { Member } from '../../src/api/accord/sharing/schema.ts';
import { membersQuery } from '../api/members.ts';
import { Problem } from '../api/problem.ts';
import { useWithdraw } from '../api/shares.ts';
import { useProject } from '../session/session-context.ts';
import { antdColumns } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { When } from '../ui/When.tsx';
import { OthersUses } from './ImageUses.tsx';
import { MemberStatus, projectText, useMemberColumns } from './member-columns.tsx';
import styles from './sharing.module.css';
import { useWithdrawalWords } from './use-withdrawal-words.ts';

const ShareDialog = lazy(async () => ({
  default: (await import('./ShareDialog.tsx')).ShareDialog,
}));
const ConfirmDialog = lazy(async () => ({
  default: (await import('../forms/ConfirmDialog.tsx')).ConfirmDialog,
}));

const pageSize = 20;

/** `image`: one of this project. */
export function MembersTable({ image }: { readonly image: Image }) {
  const { t } = useTranslation('sharing');
  const project = useProject();
  const textOf = useProblemText();
  const { data: members, error, refetch } = useQuery(membersQuery(project.id, image));
  const [isAdding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<readonly Member[] | null>(null);
  const { share } = image.can;
  const refusal = share === true ? undefined : textOf({ code: share, detail: share });
  // Whoever may not share may not take it back either; other reasons, such as that it is full, do not stand against that.
  const isReader = project.role === 'reader' ? refusal : undefined;
  const columns = useColumns(isReader, (member) => setRemoving([member]));
  if (members === undefined) {
    return error === null ? (
      <Loading />
    ) : (
      <ErrorAlert error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <section aria-label={t('member.title')}>
      <div className={styles.acts}>
        <DisabledReason reason={refusal}>
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('member.add')}
          </Button>
        </DisabledReason>
        <DisabledReason
          reason={isReader ?? (members.length === 0 ? t('withdraw.nobody') : undefined)}
        >
          <Button onClick={() => setRemoving(members)}>{t('member.remove-all')}</Button>
        </DisabledReason>
        {image.members === null ? null : (
          <span className={styles.hint}>{t('member.left', { count: image.members.left })}</span>
        )}
      </div>
      <Table<Member>
        aria-label={t('member.title')}
        size="small"
        className={styles.offers ?? ''}
        rowKey={(member) => member.project.id}
        dataSource={[...members]}
        columns={antdColumns(columns, '')}
        pagination={members.length > pageSize ? { pageSize, showSizeChanger: false } : false}
        locale={{
          emptyText: <EmptyState title={t('withdraw.nobody')} hint={t('withdraw.nobody-hint')} />,
        }}
      />
      <Suspense>
        {isAdding ? <ShareDialog images={[image]} onClose={() => setAdding(false)} /> : null}
        {removing === null ? null : (
          <RemoveDialog image={image} members={removing} onClose={() => setRemoving(null)} />
        )}
      </Suspense>
    </section>
  );
}

function useColumns(
  refusal: string | undefined,
  onRemove: (member: Member) => void,
): readonly Column<Member>[] {
  const { t } = useTranslation('sharing');
  return [
    ...useMemberColumns<Member>(),
    {
      key: 'status',
      title: t('member.answer'),
      render: ({ status }) => <MemberStatus status={status} />,
    },
    {
      key: 'offered',
      title: t('column.offered'),
      render: ({ createdAt }) => <When at={createdAt} />,
    },
    {
      key: 'answered',
      title: t('member.answered'),
      render: ({ status, updatedAt }) => <When at={status === 'pending' ? null : updatedAt} />,
    },
    {
      key: 'acts',
      title: t('column.acts'),
      render: (member) => (
        <DisabledReason reason={refusal}>
          <Button
            type="link"
            size="small"
            aria-label={`${t('member.remove')} ${projectText(member.project)}`}
            onClick={() => onRemove(member)}
          >
            {t('member.remove')}
          </Button>
        </DisabledReason>
      ),
    },
  ];
}

interface RemoveDialogProps {
  readonly image: Image;
  readonly members: readonly Member[];
  readonly onClose: () => void;
}

function RemoveDialog({ image, members, onClose }: RemoveDialogProps) {
  const { t } = useTranslation('sharing');
  const withdraw = useWithdraw(useProject().id);
  return (
    <ConfirmDialog
      open
      danger
      title={t('member.remove-title', { count: members.length, image: image.name ?? image.id })}
      consequences={useWithdrawalWords()}
      items={members.map(({ project }) => ({ key: project.id, name: projectText(project) }))}
      confirmLabel={t('withdraw.tab')}
      onConfirm={async () => {
        const results = await withdraw.mutateAsync({
          imageIds: [image.id],
          projectIds: members.map(({ project }) => project.id),
        });
        // One that is gone already has what was wanted.
        const refused = results.find(
          ({ problem }) => problem !== undefined && problem.code !== 'member.not-found',
        );
        if (refused?.problem !== undefined) throw new Problem(0, refused.problem);
      }}
      onClose={onClose}
    >
      <OthersUses imageIds={[image.id]} />
    </ConfirmDialog>
  );
}

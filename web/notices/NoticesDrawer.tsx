import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { noticesQuery, useDismissNotices } from '../api/notices.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useShown } from '../ui/use-shown.ts';
import { NoticeItem } from './NoticeItem.tsx';
import styles from './notices.module.css';

interface Props {
  readonly project: MyProject;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** A project's open notices. They are kept until somebody of the project dismisses them. */
export function NoticesDrawer({ project, open, onClose }: Props) {
  const { t } = useTranslation('notices');
  const [isAsking, setAsking] = useState(false);
  const isShown = useShown();
  const notices = useInfiniteQuery({ ...noticesQuery(project.id), enabled: open });
  const dismiss = useDismissNotices(project.id);
  const items = notices.data?.pages.flatMap((page) => page.items) ?? [];
  const newest = items[0];
  const where = { region: project.regionId, project: project.name };
  return (
    <Drawer
      open={open && isShown}
      onClose={onClose}
      size={420}
      title={t('title')}
      extra={
        newest === undefined ? null : (
          <Button onClick={() => setAsking(true)}>{t('dismiss-all')}</Button>
        )
      }
    >
      <p className={styles.lead}>
        <strong>{t('of', where)}</strong>
        <br />
        {t('kept')}
      </p>
      <ErrorAlert
        error={notices.error}
        title={t('failed')}
        onRetry={() => void notices.refetch()}
      />
      <ErrorAlert error={dismiss.error} />
      {notices.isPending ? <Loading /> : null}
      {notices.isSuccess && newest === undefined ? (
        <EmptyState title={t('empty')} hint={t('empty-hint')} />
      ) : null}
      <ul className={styles.list} aria-label={t('title')}>
        {items.map((notice) => (
          <NoticeItem
            key={notice.id}
            notice={notice}
            projectId={project.id}
            onLeave={onClose}
            onDismiss={() => dismiss.mutate({ id: notice.id })}
          />
        ))}
      </ul>
      {notices.hasNextPage ? (
        <Button
          block
          loading={notices.isFetchingNextPage}
          onClick={() => void notices.fetchNextPage()}
        >
          {t('more')}
        </Button>
      ) : null}
      {newest === undefined ? null : (
        <ConfirmDialog
          open={isAsking}
          title={t('dismiss-all-title')}
          consequences={[t('dismiss-all-what', where)]}
          confirmLabel={t('dismiss-all')}
          onConfirm={async () => await dismiss.mutateAsync({ through: newest.id })}
          onClose={() => setAsking(false)}
        />
      )}
    </Drawer>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageListQuery, imagePages } from '../api/images.ts';
import { useImageColumns } from '../images/image-columns.tsx';
import { imageListSpec, useImageFilters } from '../images/image-list.ts';
import type { ImageDialog } from '../images/ImageActing.tsx';
import { MoreMenu, useImageUses } from '../images/MoreMenu.tsx';
import { useActing } from '../images/use-acting.tsx';
import { useProject } from '../session/session-context.ts';
import type { Column } from '../table/column.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { useSelection } from '../table/use-selection.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { AbilityButton } from '../ui/AbilityButton.tsx';
import { InRow } from '../ui/Acts.tsx';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { AnswerResults } from './AnswerResults.tsx';
import { OffersElsewhere } from './OffersElsewhere.tsx';
import { OffersPrompt } from './OffersPrompt.tsx';
import styles from './sharing.module.css';
import { useAnswering } from './use-answering.ts';

const RejectedDialog = lazy(async () => ({
  default: (await import('./RejectedDialog.tsx')).RejectedDialog,
}));
const RejectDialog = lazy(async () => ({
  default: (await import('./RejectDialog.tsx')).RejectDialog,
}));

/** What other projects share with this one: offers that wait for an answer, and the images that it has accepted. */
export function SharedTab() {
  const { t } = useTranslation('sharing');
  const project = useProject();
  const list = useList(imageListSpec);
  const query = { ...list.query, source: 'shared' } as const;
  const columns = useImageColumns();
  const filters = useImageFilters();
  const source = useSourceColumns();
  const selection = useSelection<Image>();
  const answering = useAnswering(project.id);
  const acting = useActing();
  const [rejecting, setRejecting] = useState<readonly Image[] | null>(null);
  const [showsRejected, setShowsRejected] = useState(false);
  const acts: Column<Image> = {
    key: 'acts',
    title: t('column.acts'),
    render: (image) => (
      <SharedActs image={image} onOpen={acting.open} onReject={() => setRejecting([image])} />
    ),
  };
  return (
    <>
      <AnswerResults answering={answering} />
      {acting.element}
      <OffersPrompt answering={answering} />
      <OffersElsewhere />
      <ListTable
        selection={selection}
        actions={
          <>
            <DisabledReason reason={selection.rows.length === 0 ? t('choose-first') : undefined}>
              <Button onClick={() => setRejecting(selection.rows)}>{t('reject')}</Button>
            </DisabledReason>
            <Button onClick={() => setShowsRejected(true)}>{t('rejected.title')}</Button>
          </>
        }
        label={t('accepted')}
        list={list}
        result={useQuery(imageListQuery(project.id, query))}
        columns={[
          columns.name,
          columns['os-type'],
          columns.os,
          columns.kind,
          columns.disk,
          source.account,
          source.project,
          source.projectId,
          acts,
        ]}
        rowKey={(image) => image.id}
        rowName={(image) => image.name ?? image.id}
        searchLabel={t('search', { ns: 'images' })}
        filters={[filters.kind, filters.osType]}
        empty={
          <EmptyState title={t('empty.accepted')} hint={t('empty.accepted-hint')}>
            {t('empty.my-id')} <CopyableId id={project.id} />
          </EmptyState>
        }
        exportAs={{
          name: `shared-images-${project.regionId}`,
          columns: [...Object.values(columns), ...Object.values(source)],
          fetchPage: imagePages(project.id, query),
        }}
      />
      <Suspense>
        {showsRejected ? (
          <RejectedDialog answering={answering} onClose={() => setShowsRejected(false)} />
        ) : null}
        {rejecting === null ? null : (
          <RejectDialog
            images={rejecting}
            onReject={async () => {
              await answering.answer(rejecting, 'rejected');
              const ids = new Set(rejecting.map(({ id }) => id));
              selection.drop(({ id }) => ids.has(id));
            }}
            onClose={() => setRejecting(null)}
          />
        )}
      </Suspense>
    </>
  );
}

interface ActsProps {
  readonly image: Image;
  readonly onOpen: (dialog: ImageDialog) => void;
  readonly onReject: () => void;
}

/** What one accepts an image for comes first. */
function SharedActs({ image, onOpen, onReject }: ActsProps) {
  const { t } = useTranslation('sharing');
  const [use] = useImageUses(image, onOpen);
  const name = image.name ?? image.id;
  return (
    <InRow>
      {use === undefined ? null : <AbilityButton {...use} about={name} />}
      <AbilityButton
        ability={image.can.reject}
        label={t('reject')}
        about={name}
        onClick={onReject}
      />
      <MoreMenu inRow withoutFirst image={image} onOpen={onOpen} />
    </InRow>
  );
}

/** Whose image it is. */
function useSourceColumns(): Readonly<Record<'account' | 'project' | 'projectId', Column<Image>>> {
  const { t } = useTranslation('sharing');
  return {
    account: {
      key: 'account',
      title: t('column.account'),
      render: ({ owner }) => owner.accountName ?? t('unknown-project'),
      csv: ({ owner }) => owner.accountName,
    },
    project: {
      key: 'project',
      title: t('column.project'),
      render: ({ owner }) => owner.name ?? t('unknown-project'),
      csv: ({ owner }) => owner.name,
    },
    projectId: {
      key: 'project-id',
      title: t('column.project-id'),
      render: ({ owner }) => (
        <div className={styles.sourceId}>
          <CopyableId id={owner.id} />
        </div>
      ),
      csv: ({ owner }) => owner.id,
    },
  };
}

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { backupListQuery, backupPages } from '../api/backups.ts';
import { useProject } from '../session/session-context.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { useBackupColumns } from './backup-columns.tsx';
import { backupListSpec, backupQueryOf, useOwnershipFilter } from './backup-list.ts';
import { RowActs } from './BackupActs.tsx';
import { useBackupActing } from './use-backup-acting.tsx';

interface Props {
  /** Only what lies in this vault; default: all of the project. */
  readonly vaultId?: string;
  /** Shown when there is nothing. */
  readonly empty: ReactNode;
}

/** Backups of a project's own, and those behind the images that it has accepted. */
export function BackupList({ vaultId, empty }: Props) {
  const { t } = useTranslation('backups');
  const project = useProject();
  const list = useList(backupListSpec);
  const query = { ...backupQueryOf(list.query), ...(vaultId === undefined ? {} : { vaultId }) };
  const acting = useBackupActing();
  const columns = useBackupColumns();
  const { vault, ...others } = columns;
  const shown = vaultId === undefined ? Object.values(columns) : Object.values(others);
  return (
    <>
      {acting.element}
      <ListTable
        label={t('title')}
        list={list}
        result={useQuery(backupListQuery(project.id, query))}
        columns={[
          ...shown,
          {
            key: 'acts',
            title: t('column.acts'),
            render: (backup) => <RowActs backup={backup} onOpen={acting.open} />,
          },
        ]}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        searchLabel={t('search')}
        filters={[useOwnershipFilter()]}
        empty={empty}
        exportAs={{
          name: `backups-${project.regionId}`,
          columns: [
            { key: 'id', title: t('column.id'), render: ({ id }) => id, csv: ({ id }) => id },
            ...shown,
            ...(vaultId === undefined ? [] : [vault]),
          ],
          fetchPage: backupPages(project.id, query),
        }}
      />
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Disks, Image } from '../../src/api/accord/images/schema.ts';
import { backupListQuery } from '../api/backups.ts';
import { imageDisksQuery } from '../api/images.ts';
import { VaultOf } from '../backups/backup-columns.tsx';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { antdColumns } from '../table/antd-table.ts';
import { Bytes } from '../ui/Bytes.tsx';
import { CopyableId } from '../ui/CopyableId.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Facts } from '../ui/Facts.tsx';
import { Loading } from '../ui/Loading.tsx';
import { When } from '../ui/When.tsx';
import styles from './images.module.css';

type Disk = Disks['items'][number] & { readonly key: number };

/** The disks that an image holds, and how large they are together. */
export function DisksTable({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const none = t('none', { ns: 'common' });
  const project = useProject();
  const { data: disks, error, refetch } = useQuery(imageDisksQuery(project.id, image.id));
  if (disks === undefined) {
    return error === null ? (
      <Loading />
    ) : (
      <ErrorAlert error={error} onRetry={() => void refetch()} />
    );
  }
  const table = (
    <Table<Disk>
      aria-label={t('disks.title')}
      size="small"
      rowKey="key"
      pagination={false}
      dataSource={disks.items.map((disk, index) => ({ ...disk, key: index }))}
      columns={antdColumns<Disk>(
        [
          { key: 'name', title: t('column.name'), render: ({ name }) => name ?? none },
          { key: 'role', title: t('disks.role'), render: ({ role }) => t(`disks.${role}`) },
          {
            key: 'bootable',
            title: t('disks.bootable'),
            render: ({ bootable }) => t(bootable ? 'yes' : 'no', { ns: 'common' }),
          },
          {
            key: 'size',
            title: t('disks.size'),
            align: 'right',
            render: ({ size }) => <Bytes bytes={size} />,
          },
        ],
        '',
      )}
      summary={() => (
        <Table.Summary.Row>
          <Table.Summary.Cell index={0} colSpan={3}>
            <strong>{t('disks.total')}</strong>
          </Table.Summary.Cell>
          <Table.Summary.Cell index={3} align="right">
            <strong>
              <Bytes bytes={disks.total} />
            </strong>
          </Table.Summary.Cell>
        </Table.Summary.Row>
      )}
    />
  );
  return image.kind === 'server' ? (
    <>
      <BackupFacts imageId={image.id} />
      {table}
    </>
  ) : (
    table
  );
}

/** The backup that a full-server image is made of, where this project sees it: its own, or one that it has accepted. */
function BackupFacts({ imageId }: { readonly imageId: string }) {
  const { t } = useTranslation('backups');
  const project = useProject();
  const { data } = useQuery(backupListQuery(project.id, { imageId }));
  const backup = data?.items.find(({ image }) => image?.id === imageId);
  if (backup === undefined) return null;
  return (
    <div className={styles.backup}>
      <Facts
        facts={[
          {
            key: 'name',
            title: t('column.backup'),
            value: <Link to={paths.backup(project.id, backup.id)}>{backup.name}</Link>,
          },
          { key: 'id', title: t('column.id'), value: <CopyableId id={backup.id} /> },
          { key: 'vault', title: t('column.vault'), value: <VaultOf backup={backup} /> },
          { key: 'taken', title: t('column.taken'), value: <When at={backup.takenAt} /> },
        ]}
      />
    </div>
  );
}

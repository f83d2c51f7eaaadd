import { useQuery } from '@tanstack/react-query';
import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Disks, Image } from '../../src/api/accord/images/schema.ts';
import { imageDisksQuery } from '../api/images.ts';
import { useProject } from '../session/session-context.ts';
import { antdColumns } from '../table/antd-table.ts';
import { Bytes } from '../ui/Bytes.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';

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
  return (
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
}

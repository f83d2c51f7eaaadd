import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Disk } from '../../src/api/accord/disks/schema.ts';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { diskListQuery } from '../api/disks.ts';
import { useDiskColumns } from '../disks/disk-columns.tsx';
import { RowActs } from '../disks/DiskActs.tsx';
import { useDiskActing } from '../disks/use-disk-acting.tsx';
import { useProject } from '../session/session-context.ts';
import { antdColumns } from '../table/antd-table.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import styles from './servers.module.css';

interface Props {
  readonly server: Server;
  readonly onAttach: () => void;
}

const most = 100;

/** The disks of a server: the system disk, then the data disks as the guest sees them. */
export function ServerDisks({ server, onAttach }: Props) {
  const { t } = useTranslation('servers');
  const textOf = useProblemText();
  const project = useProject();
  const query = { serverId: server.id, limit: most };
  const { data, error, refetch } = useQuery(diskListQuery(project.id, query));
  const acting = useDiskActing();
  const columns = useDiskColumns();
  const { attachDisk } = server.can;
  if (data === undefined) {
    return error === null ? (
      <Loading />
    ) : (
      <ErrorAlert error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <>
      {acting.element}
      <div className={styles.consoleHead}>
        <DisabledReason
          reason={
            attachDisk === true ? undefined : textOf({ code: attachDisk, detail: attachDisk })
          }
        >
          <Button icon={<PlusOutlined aria-hidden />} onClick={onAttach}>
            {t('act.attach')}
          </Button>
        </DisabledReason>
      </div>
      <Table<Disk>
        aria-label={t('detail.disks')}
        className={styles.table ?? ''}
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={data.items.toSorted(byDevice)}
        columns={antdColumns<Disk>(
          [
            columns.name,
            columns.status,
            columns.kind,
            columns.size,
            columns.device,
            columns.image,
            {
              key: 'acts',
              title: t('column.acts'),
              render: (disk) => <RowActs disk={disk} onOpen={acting.open} />,
            },
          ],
          '',
        )}
      />
    </>
  );
}

function byDevice(one: Disk, other: Disk): number {
  return (one.server?.device ?? '~').localeCompare(other.server?.device ?? '~');
}

// Columns of lists of disks, for whoever shows one.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Disk } from '../../src/api/accord/disks/schema.ts';
import { isUnderWay } from '../api/under-way.ts';
import { paths } from '../paths.ts';
import { MadeFromImage } from '../servers/MadeFromImage.tsx';
import styles from '../servers/servers.module.css';
import { useProject } from '../session/session-context.ts';
import type { Column } from '../table/column.ts';
import { NamedId } from '../ui/NamedId.tsx';
import { JobStatus } from '../ui/JobStatus.tsx';
import { When } from '../ui/When.tsx';
import { toneOf } from './disk-words.ts';

type Key = 'name' | 'status' | 'kind' | 'size' | 'type' | 'server' | 'device' | 'image' | 'created';

export function useDiskColumns(): Readonly<Record<Key, Column<Disk>>> {
  const { t } = useTranslation('disks');
  const none = t('none', { ns: 'common' });
  return {
    name: {
      key: 'name',
      title: t('column.name'),
      render: ({ id, name }) => <NamedId name={name} id={id} />,
      csv: ({ name }) => name,
    },
    status: {
      key: 'status',
      title: t('column.status'),
      render: (disk) => <DiskStatus disk={disk} />,
      csv: ({ status }) => t(`status.${status}`),
    },
    kind: {
      key: 'kind',
      title: t('column.kind'),
      render: ({ kind }) => <span className={styles.word}>{t(`kind.${kind}`)}</span>,
      csv: ({ kind }) => t(`kind.${kind}`),
    },
    size: {
      key: 'size',
      title: t('column.size'),
      align: 'right',
      render: ({ size }) => size,
      csv: ({ size }) => size,
    },
    type: {
      key: 'type',
      title: t('column.type'),
      render: ({ volumeType }) => volumeType,
      csv: ({ volumeType }) => volumeType,
    },
    server: {
      key: 'server',
      title: t('column.server'),
      render: (disk) => <AttachedTo disk={disk} />,
      csv: ({ server }) => server?.name ?? null,
    },
    device: {
      key: 'device',
      title: t('column.device'),
      render: ({ server }) =>
        server === null || server.device === null ? none : <code>{server.device}</code>,
      csv: ({ server }) => server?.device ?? null,
    },
    image: {
      key: 'image',
      title: t('column.image'),
      render: ({ image }) => (image === null ? none : <MadeFromImage image={image} />),
      csv: ({ image }) => image?.name ?? null,
    },
    created: {
      key: 'created',
      title: t('column.created'),
      render: ({ createdAt }) => <When at={createdAt} />,
      csv: ({ createdAt }) => createdAt,
    },
  };
}

function DiskStatus({ disk }: { readonly disk: Disk }) {
  const { t } = useTranslation('disks');
  const { status, job, problem } = disk;
  const tone = toneOf[status];
  const progress = tone === 'busy' && isUnderWay(disk) ? (job?.progress ?? null) : null;
  return (
    <JobStatus tone={tone} text={t(`status.${status}`)} progress={progress} problem={problem} />
  );
}

function AttachedTo({ disk: { server } }: { readonly disk: Disk }) {
  const { t } = useTranslation('disks');
  const project = useProject();
  if (server === null) return t('none', { ns: 'common' });
  return (
    <div className={styles.name}>
      <Link to={paths.server(project.id, server.id)}>{server.name}</Link>
      {server.device === null ? null : <code className={styles.side}>{server.device}</code>}
    </div>
  );
}

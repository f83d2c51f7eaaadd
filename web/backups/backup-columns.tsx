// Columns of lists of backups, for whoever shows one.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import { paths } from '../paths.ts';
import styles from '../servers/servers.module.css';
import { useProject } from '../session/session-context.ts';
import { projectText } from '../sharing/member-columns.tsx';
import type { Column } from '../table/column.ts';
import { NamedId } from '../ui/NamedId.tsx';
import { When } from '../ui/When.tsx';
import { BackupStatus } from './BackupStatus.tsx';

type Key = 'name' | 'status' | 'server' | 'vault' | 'disks' | 'owner' | 'image' | 'taken';

export function useBackupColumns(): Readonly<Record<Key, Column<Backup>>> {
  const { t } = useTranslation('backups');
  const project = useProject();
  return {
    name: {
      key: 'name',
      title: t('column.name'),
      render: ({ id, name }) => (
        <NamedId name={<Link to={paths.backup(project.id, id)}>{name}</Link>} id={id} />
      ),
      csv: ({ name }) => name,
    },
    status: {
      key: 'status',
      title: t('column.status'),
      render: (backup) => <BackupStatus backup={backup} />,
      csv: ({ status }) => t(`status.${status}`),
    },
    server: {
      key: 'server',
      title: t('column.server'),
      render: (backup) => <ServerOf backup={backup} />,
      csv: ({ server }) => server.name,
    },
    vault: {
      key: 'vault',
      title: t('column.vault'),
      render: (backup) => <VaultOf backup={backup} />,
      csv: ({ vault }) => vault?.name ?? null,
    },
    disks: {
      key: 'disks',
      title: t('column.disks'),
      align: 'right',
      render: ({ disks, size }) => (
        <span className={styles.word}>{t('disks.count', { count: disks.length, size })}</span>
      ),
      csv: ({ size }) => size,
    },
    owner: {
      key: 'owner',
      title: t('column.owner'),
      render: (backup) => <OwnerOf backup={backup} />,
      csv: ({ shared, owner }) => (shared ? projectText(owner) : t('own')),
    },
    image: {
      key: 'image',
      title: t('column.image'),
      render: (backup) => <ImageOf backup={backup} />,
      csv: ({ image }) => image?.name ?? image?.id ?? null,
    },
    taken: {
      key: 'taken',
      title: t('column.taken'),
      render: ({ takenAt }) => <When at={takenAt} />,
      csv: ({ takenAt }) => takenAt,
    },
  };
}

interface Props {
  readonly backup: Backup;
}

/** The server that it was taken of; another project's, and one that is gone perhaps, is known by name only. */
export function ServerOf({ backup: { server, shared } }: Props) {
  const project = useProject();
  return shared ? server.name : <Link to={paths.server(project.id, server.id)}>{server.name}</Link>;
}

export function VaultOf({ backup: { vault } }: Props) {
  const { t } = useTranslation();
  const project = useProject();
  return vault === null ? (
    t('none')
  ) : (
    <Link to={paths.vault(project.id, vault.id)}>{vault.name}</Link>
  );
}

export function ImageOf({ backup: { image } }: Props) {
  const { t } = useTranslation();
  const project = useProject();
  return image === null ? (
    t('none')
  ) : (
    <Link to={paths.image(project.id, image.id)}>{image.name ?? image.id}</Link>
  );
}

export function OwnerOf({ backup: { shared, owner } }: Props) {
  const { t } = useTranslation('backups');
  return shared ? t('shared-by', { project: projectText(owner) }) : t('own');
}

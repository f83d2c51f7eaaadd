// Columns of lists of vaults.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import type { Column } from '../table/column.ts';
import { NamedId } from '../ui/NamedId.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { When } from '../ui/When.tsx';
import { RoomBar } from './RoomBar.tsx';
import { toneOf } from './vault-words.ts';
import styles from './vaults.module.css';

export function useVaultColumns(): readonly Column<Vault>[] {
  const { t } = useTranslation('vaults');
  const project = useProject();
  return [
    {
      key: 'name',
      title: t('column.name'),
      render: ({ id, name }) => (
        <NamedId name={<Link to={paths.vault(project.id, id)}>{name}</Link>} id={id} />
      ),
      csv: ({ name }) => name,
    },
    {
      key: 'status',
      title: t('column.status'),
      render: ({ status }) => (
        <span className={styles.word}>
          <StatusTag tone={toneOf[status]}>{t(`status.${status}`)}</StatusTag>
        </span>
      ),
      csv: ({ status }) => t(`status.${status}`),
    },
    {
      key: 'room',
      title: t('column.room'),
      render: (vault) => <RoomBar vault={vault} />,
      csv: ({ free }) => free,
    },
    {
      key: 'capacity',
      title: t('column.capacity-gb'),
      align: 'right',
      render: ({ capacity }) => capacity,
      csv: ({ capacity }) => capacity,
    },
    {
      key: 'object',
      title: t('column.object'),
      render: ({ objectType }) => t(`object.${objectType}`),
      csv: ({ objectType }) => t(`object.${objectType}`),
    },
    {
      key: 'protection',
      title: t('column.protection'),
      render: ({ protectType }) => t(`protection.${protectType}`),
      csv: ({ protectType }) => t(`protection.${protectType}`),
    },
    {
      key: 'created',
      title: t('column.created'),
      render: ({ createdAt }) => <When at={createdAt} />,
      csv: ({ createdAt }) => createdAt,
    },
  ];
}

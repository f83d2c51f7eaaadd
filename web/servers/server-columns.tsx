// Columns of the list of servers.
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { useFormat } from '../i18n/use-format.ts';
import { osOf } from '../images/image-words.ts';
import type { Column } from '../table/column.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { When } from '../ui/When.tsx';
import { MadeFromImage } from './MadeFromImage.tsx';
import { diskTotal, memoryText, sshCommand } from './server-words.ts';
import { ServerName } from './ServerName.tsx';
import styles from './servers.module.css';
import { ServerStatus } from './ServerStatus.tsx';

export function useServerColumns(): readonly Column<Server>[] {
  const { t } = useTranslation('servers');
  const none = t('none', { ns: 'common' });
  const format = useFormat();
  return [
    {
      key: 'name',
      title: t('column.name'),
      render: (server) => <ServerName server={server} />,
      csv: ({ name }) => name,
    },
    {
      key: 'status',
      title: t('column.status'),
      render: (server) => <ServerStatus server={server} />,
      csv: ({ status }) => t(`status.${status}`),
    },
    {
      key: 'image',
      title: t('column.image'),
      render: (server) => (
        <>
          <span className={styles.word}>{osOf(server) ?? none}</span>
          <MadeFromImage image={server.image} />
        </>
      ),
      csv: ({ image }) => image.name ?? image.imageId,
    },
    {
      key: 'flavor',
      title: t('column.flavor'),
      render: ({ flavor }) => (
        <div className={styles.flavor}>
          <span>
            {t('flavor.size', { count: flavor.vcpus, memory: memoryText(format, flavor) })}
          </span>
          <span className={styles.side}>{flavor.id}</span>
        </div>
      ),
      csv: ({ flavor }) => flavor.id,
    },
    {
      key: 'ssh',
      title: t('column.ssh'),
      render: (server) => <SshAddress server={server} />,
      csv: sshCommand,
    },
    {
      key: 'disks',
      title: t('column.disks'),
      align: 'right',
      render: (server) => (
        <span className={styles.word}>
          {t('disks.count', { count: server.disks.length, size: diskTotal(server) })}
        </span>
      ),
      csv: diskTotal,
    },
    {
      key: 'created',
      title: t('column.created'),
      render: ({ createdAt }) => <When at={createdAt} />,
      csv: ({ createdAt }) => createdAt,
    },
  ];
}

/** How one gets in from the machine that the service runs on. */
export function SshAddress({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const command = sshCommand(server);
  return command === null ? (
    t('none', { ns: 'common' })
  ) : (
    <CopyableId id={command} name={t('ssh-of', { server: server.name })} />
  );
}

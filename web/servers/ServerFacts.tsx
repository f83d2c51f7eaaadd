import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { engineQuery } from '../api/servers.ts';
import { useFormat } from '../i18n/use-format.ts';
import { osOf, osTypeText } from '../images/image-words.ts';
import { useProject } from '../session/session-context.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { Facts } from '../ui/Facts.tsx';
import { When } from '../ui/When.tsx';
import { MadeFromImage } from './MadeFromImage.tsx';
import { SshAddress } from './server-columns.tsx';
import { memoryText } from './server-words.ts';
import styles from './servers.module.css';

/** All that is known about a server. */
export function ServerFacts({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const { t: ofImages } = useTranslation('images');
  const none = t('none', { ns: 'common' });
  const format = useFormat();
  const project = useProject();
  const engine = useQuery(engineQuery(project.id)).data;
  const { flavor, login, keyName } = server;
  const os = [osTypeText(ofImages, server.osType), osOf(server)].filter((word) => word !== null);
  return (
    <div className={styles.facts}>
      <section aria-labelledby="server-machine">
        <h2 id="server-machine">{t('fact.machine')}</h2>
        <Facts
          facts={[
            {
              key: 'flavor',
              title: t('column.flavor'),
              value: `${flavor.id} · ${t('flavor.size', { count: flavor.vcpus, memory: memoryText(format, flavor) })}`,
            },
            { key: 'os', title: t('column.os'), value: os.join(' · ') || none },
            {
              key: 'image',
              title: t('column.image'),
              value: <MadeFromImage image={server.image} />,
            },
            {
              key: 'architecture',
              title: t('fact.architecture'),
              value: `${server.architecture} · ${t(`firmware.${server.firmware}`)}`,
            },
            {
              key: 'engine',
              title: t('fact.engine'),
              value:
                engine === undefined || engine.version === null
                  ? none
                  : [engine.version, engine.accelerator?.toUpperCase()]
                      .filter((word) => word !== undefined)
                      .join(' · '),
            },
            {
              key: 'created',
              title: t('column.created'),
              value: <When at={server.createdAt} />,
            },
            {
              key: 'started',
              title: t('fact.started'),
              value: <When at={server.startedAt} />,
            },
          ]}
        />
      </section>
      <section aria-labelledby="server-way-in">
        <h2 id="server-way-in">{t('fact.way-in')}</h2>
        <Facts
          facts={[
            { key: 'ssh', title: t('column.ssh'), value: <SshAddress server={server} /> },
            {
              key: 'login',
              title: t('login.label'),
              value: [t(`login.kind.${login}`), keyName]
                .filter((word) => word !== null)
                .join(' · '),
            },
            { key: 'address', title: t('fact.address'), value: server.address },
            { key: 'mac', title: t('fact.mac'), value: <CopyableId id={server.mac} /> },
          ]}
        />
        <p className={styles.hint}>{t('fact.network-hint')}</p>
      </section>
    </div>
  );
}

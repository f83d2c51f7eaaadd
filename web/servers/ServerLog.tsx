import { DownloadOutlined, PauseOutlined, PlayCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { useProject } from '../session/session-context.ts';
import { downloadFile } from '../ui/download-file.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { plainLog } from './cut-log.ts';
import styles from './servers.module.css';
import { useLog } from './use-log.ts';

/** What a server has written to its serial console since it was started, as it goes on. */
export function ServerLog({ server }: { readonly server: Server }) {
  // The log begins anew with each run.
  return <Log key={server.startedAt} server={server} />;
}

function Log({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const [isFollowed, setFollowed] = useState(true);
  const { text, error, isPending } = useLog(useProject().id, server.id, isFollowed);
  const lines = plainLog(text);
  const place = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    if (isFollowed && place.current !== null) place.current.scrollTop = place.current.scrollHeight;
  });
  return (
    <section aria-label={t('detail.log')}>
      <div className={styles.consoleHead}>
        <Button
          icon={isFollowed ? <PauseOutlined aria-hidden /> : <PlayCircleOutlined aria-hidden />}
          onClick={() => setFollowed(!isFollowed)}
        >
          {t(isFollowed ? 'log.pause' : 'log.follow')}
        </Button>
        <Button
          icon={<DownloadOutlined aria-hidden />}
          disabled={lines === ''}
          onClick={() => downloadFile(`${server.name}.log`, [lines], 'text/plain')}
        >
          {t('log.download')}
        </Button>
        <span className={styles.hint}>{t('log.hint')}</span>
      </div>
      <ErrorAlert error={error} />
      {isPending ? (
        <Loading />
      ) : lines === '' ? (
        <EmptyState title={t('log.none')} hint={t('log.none-hint')} />
      ) : (
        // It scrolls, so the keyboard must reach it.
        <pre
          ref={place}
          role="group"
          tabIndex={0}
          aria-label={t('detail.log')}
          className={styles.log}
        >
          {lines}
        </pre>
      )}
    </section>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { asProblem } from '../api/problem.ts';
import { serverQuery } from '../api/servers.ts';
import { paths, type ServerTab } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { FullMessage } from '../ui/FullMessage.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { EngineAlert } from './EngineAlert.tsx';
import { PageActs } from './ServerActs.tsx';
import { ServerFacts } from './ServerFacts.tsx';
import styles from './servers.module.css';
import { ServerStatus } from './ServerStatus.tsx';
import { useServerActing } from './use-server-acting.tsx';

// Each with what it draws with, which nothing else needs.
const ServerScreen = lazy(async () => ({
  default: (await import('./ServerScreen.tsx')).ServerScreen,
}));
const SerialConsole = lazy(async () => ({
  default: (await import('./SerialConsole.tsx')).SerialConsole,
}));
const ServerLog = lazy(async () => ({ default: (await import('./ServerLog.tsx')).ServerLog }));
const ServerDisks = lazy(async () => ({
  default: (await import('./ServerDisks.tsx')).ServerDisks,
}));
const ServerHistory = lazy(async () => ({
  default: (await import('./ServerHistory.tsx')).ServerHistory,
}));

/** One server, with its consoles. */
export function ServerPage() {
  const { serverId = '' } = useParams();
  const project = useProject();
  const { data: server, error, refetch } = useQuery(serverQuery(project.id, serverId));
  if (error !== null && asProblem(error).status === 404) return <NoServer />;
  if (server?.status === 'deleted') return <NoServer />;
  if (server !== undefined) return <OneServer key={server.id} server={server} />;
  return error === null ? <Loading /> : <ErrorAlert error={error} onRetry={() => void refetch()} />;
}

function NoServer() {
  const { t } = useTranslation('servers');
  const project = useProject();
  return (
    <FullMessage title={t('gone.title')} text={t('gone.text')}>
      <Link to={paths.servers(project.id)}>{t('title')}</Link>
    </FullMessage>
  );
}

function OneServer({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const acting = useServerActing();
  return (
    <Page
      title={server.name}
      lead={
        <div className={styles.pageLead}>
          <ServerStatus server={server} />
          <CopyableId id={server.id} />
        </div>
      }
      actions={<PageActs server={server} onOpen={acting.open} />}
    >
      <EngineAlert />
      {acting.element}
      {server.description === '' ? null : <p className={styles.lead}>{server.description}</p>}
      <ServerTabs
        server={server}
        onAttach={() => acting.open({ act: 'attach', server })}
        label={t('detail.tabs')}
      />
    </Page>
  );
}

interface TabsProps {
  readonly server: Server;
  readonly label: string;
  readonly onAttach: () => void;
}

function ServerTabs({ server, label, onAttach }: TabsProps) {
  const { t } = useTranslation('servers');
  const [params, setParams] = useSearchParams();
  const tabs: readonly { readonly key: 'facts' | ServerTab; readonly children: ReactNode }[] = [
    { key: 'facts', children: <ServerFacts server={server} /> },
    { key: 'screen', children: <ServerScreen server={server} /> },
    { key: 'serial', children: <SerialConsole server={server} /> },
    { key: 'log', children: <ServerLog server={server} /> },
    { key: 'disks', children: <ServerDisks server={server} onAttach={onAttach} /> },
    { key: 'history', children: <ServerHistory server={server} /> },
  ];
  const current = tabs.find(({ key }) => key === params.get('tab'))?.key ?? 'facts';
  return (
    <Tabs
      activeKey={current}
      aria-label={label}
      destroyOnHidden
      onChange={(tab) => setParams(tab === 'facts' ? {} : { tab })}
      items={tabs.map(({ key, children }) => ({
        key,
        label: t(`detail.${key}`),
        children: (
          <div className={styles.card}>
            <Suspense fallback={<Loading />}>{children}</Suspense>
          </div>
        ),
      }))}
    />
  );
}

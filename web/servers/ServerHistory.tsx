import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { serverEventsQuery } from '../api/servers.ts';
import { EventsTable } from '../audit/EventsTable.tsx';
import { useProject } from '../session/session-context.ts';

/** What happened to a server, and by whom. */
export function ServerHistory({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const project = useProject();
  return (
    <EventsTable
      label={t('detail.history')}
      hint={t('detail.no-history')}
      history={useInfiniteQuery(serverEventsQuery(project.id, server.id))}
    />
  );
}

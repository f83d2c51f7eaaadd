import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageEventsQuery } from '../api/events.ts';
import { EventsTable } from '../audit/EventsTable.tsx';
import { useProject } from '../session/session-context.ts';

/** What happened to an image, by whom, and with which other project. */
export function HistoryTable({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const project = useProject();
  return (
    <EventsTable
      withOthers
      label={t('detail.history')}
      hint={t('history.none-hint')}
      history={useInfiniteQuery(imageEventsQuery(project.id, image.id))}
    />
  );
}

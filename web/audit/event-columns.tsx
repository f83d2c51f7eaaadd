// Columns of the trail, for the eye and for export.
import { useTranslation } from 'react-i18next';
import type { Event } from '../../src/api/accord/events/schema.ts';
import type { ProjectName } from '../../src/api/accord/schema.ts';
import { projectText } from '../sharing/member-columns.tsx';
import type { Column } from '../table/column.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { NamedId } from '../ui/NamedId.tsx';
import { When } from '../ui/When.tsx';
import styles from './audit.module.css';
import { ActorName } from './ActorName.tsx';
import { changesOf, plainText } from './event-changes.ts';
import { nameIn, useProjectText } from './event-words.ts';
import { useActText } from './use-act-text.ts';

/** `ownId`: the project that one looks from; null: none. */
export function useEventColumns(ownId: string | null): readonly Column<Event>[] {
  const { t } = useTranslation('audit');
  const none = t('none', { ns: 'common' });
  const actText = useActText();
  const shortText = useProjectText(ownId);
  return [
    {
      key: 'at',
      title: t('column.at'),
      render: ({ at }) => (
        <span className={styles.whole}>
          <When at={at} />
        </span>
      ),
    },
    {
      key: 'act',
      title: t('column.act'),
      render: ({ action }) => <span className={styles.whole}>{actText(action)}</span>,
    },
    {
      key: 'object',
      title: t('column.object'),
      render: (event) => {
        const name = nameIn(event);
        return name === null ? (
          <CopyableId id={event.nounId} />
        ) : (
          <NamedId name={name} id={event.nounId} />
        );
      },
    },
    {
      key: 'project',
      title: t('column.project'),
      render: ({ project }) => (project === null ? none : shortText(project)),
    },
    {
      key: 'member',
      title: t('column.member'),
      render: ({ member }) => (member === null ? none : shortText(member)),
    },
    {
      key: 'actor',
      title: t('column.actor'),
      render: ({ actor }) => <ActorName actor={actor} ownId={ownId} />,
    },
  ];
}

/** Everything, in plain values: the file is for those who were not there. */
export function useEventExport(): readonly Column<Event>[] {
  const { t } = useTranslation('audit');
  const actText = useActText();
  const text = (key: string, title: string, csv: NonNullable<Column<Event>['csv']>) => ({
    key,
    title,
    render: csv,
    csv,
  });
  return [
    text('at', t('column.at'), ({ at }) => at),
    text('act', t('column.act'), ({ action }) => actText(action)),
    text('action', t('column.action'), ({ action }) => action),
    text('object', t('column.object'), nameIn),
    text('object-id', t('column.object-id'), ({ nounId }) => nounId),
    text('project', t('column.project'), ({ project }) => projectOrNull(project)),
    text('project-id', t('column.project-id'), ({ project }) => project?.id ?? null),
    text('member', t('column.member'), ({ member }) => projectOrNull(member)),
    text('member-id', t('column.member-id'), ({ member }) => member?.id ?? null),
    text('user', t('column.user'), ({ actor }) => (actor === null ? t('service') : actor.userName)),
    text('from', t('column.from'), ({ actor }) => projectOrNull(actor?.project)),
    text('role', t('column.role'), ({ actor }) => actor?.role ?? null),
    text('acted-for', t('column.acted-for'), ({ actor }) => projectOrNull(actor?.actedFor)),
    text('request-id', t('column.request-id'), ({ requestId }) => requestId),
    text('changes', t('column.changes'), (event) =>
      changesOf(event)
        .map(({ field, before, after }) => `${field}: ${plainText(before)} → ${plainText(after)}`)
        .join('; '),
    ),
  ];
}

function projectOrNull(project: ProjectName | null | undefined): string | null {
  return project === null || project === undefined ? null : projectText(project);
}

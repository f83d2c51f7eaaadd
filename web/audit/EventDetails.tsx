import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Event } from '../../src/api/accord/events/schema.ts';
import { useRoleText } from '../account/use-role-text.ts';
import { useFormat } from '../i18n/use-format.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { Facts } from '../ui/Facts.tsx';
import styles from './audit.module.css';
import { Changes } from './Changes.tsx';
import { changesOf } from './event-changes.ts';

interface Props {
  readonly event: Event;
  /** Shows only what was done to this image. */
  readonly onImage: (imageId: string) => void;
}

/** What the list has no room for. */
export function EventDetails({ event, onImage }: Props) {
  const { t } = useTranslation('audit');
  const format = useFormat();
  const roleText = useRoleText();
  const none = t('none', { ns: 'common' });
  const { imageId, requestId, actor, traceName } = event;
  const facts = [
    { key: 'at', title: t('column.at'), value: format.exactTime(event.at) },
    {
      key: 'request-id',
      title: t('column.request-id'),
      value: requestId === null ? none : <CopyableId id={requestId} />,
    },
    { key: 'action', title: t('column.action'), value: <code>{event.action}</code> },
    {
      key: 'trace-name',
      title: t('column.trace-name'),
      value: traceName === null ? none : <code>{traceName}</code>,
    },
    {
      key: 'role',
      title: t('column.role'),
      value: actor === null || actor.role === null ? none : roleText(actor.role),
    },
    { key: 'changes', title: t('column.changes'), value: <Changes changes={changesOf(event)} /> },
  ];
  return (
    <div className={styles.details}>
      <Facts facts={facts} />
      {imageId === null ? null : (
        <Button size="small" onClick={() => onImage(imageId)}>
          {t('only-image')}
        </Button>
      )}
    </div>
  );
}

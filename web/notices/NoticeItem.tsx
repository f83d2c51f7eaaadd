import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { Trans, useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Notice, NoticeKind } from '../../src/api/accord/notices/schema.ts';
import { paths } from '../paths.ts';
import { Ago } from '../ui/When.tsx';
import styles from './notices.module.css';

interface Props {
  readonly notice: Notice;
  readonly projectId: string;
  /** A link was followed. */
  readonly onLeave: () => void;
  readonly onDismiss: () => void;
}

/** What can be done about a notice: answer an offer; see who has the image; see what is still shared. */
const actOf = {
  offered: 'offered',
  accepted: 'answered',
  rejected: 'answered',
  withdrawn: 'gone',
  'image-deleted': 'gone',
  'member-gone': 'answered',
} as const satisfies Record<NoticeKind, string>;

export function NoticeItem({ notice, projectId, onLeave, onDismiss }: Props) {
  const { t } = useTranslation('notices');
  const { kind, imageId, imageName, other } = notice;
  const image = imageName ?? imageId;
  const names = [other.accountName, other.name].filter((name) => name !== null);
  const who = names.length === 0 ? t('unknown') : names.join(' › ');
  const act = actOf[kind];
  const to =
    act === 'answered'
      ? paths.image(projectId, imageId, 'members')
      : paths.images(projectId, 'shared');
  return (
    <li className={styles.item}>
      <div>
        <Trans
          t={t}
          i18nKey={`kind.${kind}`}
          values={{ who, image }}
          components={{ b: <strong /> }}
        />
        {notice.affected === null ? null : (
          <Affected affected={notice.affected} projectId={projectId} onLeave={onLeave} />
        )}
        <div className={styles.foot}>
          <Ago at={notice.createdAt} />
          <Link to={to} onClick={onLeave}>
            {t(`act.${act}`)}
          </Link>
        </div>
      </div>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        title={t('dismiss')}
        aria-label={t('dismiss-one', { image })}
        onClick={onDismiss}
      />
    </li>
  );
}

interface AffectedProps {
  readonly affected: NonNullable<Notice['affected']>;
  readonly projectId: string;
  readonly onLeave: () => void;
}

/** The project's servers and disks that were made of the image. */
function Affected({ affected, projectId, onLeave }: AffectedProps) {
  const { t } = useTranslation('notices');
  const { servers, disks, more } = affected;
  if (servers.length + disks.length + more === 0) return null;
  return (
    <div className={styles.affected}>
      {t('affected')}
      <ul>
        {servers.map(({ id, name }) => (
          <li key={id}>
            <Link to={paths.server(projectId, id)} onClick={onLeave}>
              {name}
            </Link>
          </li>
        ))}
        {disks.map(({ id, name }) => (
          <li key={id}>
            <Link to={paths.disks(projectId, { search: id })} onClick={onLeave}>
              {name}
            </Link>
          </li>
        ))}
        {more === 0 ? null : <li>{t('affected-more', { count: more })}</li>}
      </ul>
    </div>
  );
}

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

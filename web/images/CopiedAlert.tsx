import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ImageCopy } from '../../src/api/accord/images/schema.ts';
import { paths } from '../paths.ts';
import styles from './images.module.css';

interface Props {
  readonly copy: ImageCopy;
  readonly onClose: () => void;
}

/** That an image was copied, and the way to the new one. It is read out when it appears, and stays until it is closed. */
export function CopiedAlert({ copy, onClose }: Props) {
  const { t } = useTranslation('images');
  return (
    <Alert
      className={styles.copied ?? ''}
      role="status"
      showIcon
      type="success"
      title={t('copy.done', { image: copy.name ?? copy.imageId, region: copy.regionId })}
      action={<Link to={paths.image(copy.projectId, copy.imageId)}>{t('copy.open')}</Link>}
      closable={{ 'aria-label': t('close', { ns: 'common' }), onClose }}
    />
  );
}

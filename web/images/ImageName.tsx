import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import styles from './images.module.css';

/** An image in a list: its name, and below it the id, which programs want. */
export function ImageName({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  return (
    <div className={styles.name}>
      <span>{image.name ?? t('unnamed')}</span>
      <CopyableId id={image.id} />
    </div>
  );
}

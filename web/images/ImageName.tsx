import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import styles from './images.module.css';

/** An image in a list: its name, which leads to its page, and below it the id, which programs want. */
export function ImageName({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const project = useProject();
  return (
    <div className={styles.name}>
      <Link to={paths.image(project.id, image.id)}>{image.name ?? t('unnamed')}</Link>
      <CopyableId id={image.id} />
    </div>
  );
}

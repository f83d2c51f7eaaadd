import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MadeFrom } from '../../src/api/accord/disks/schema.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { projectText } from '../sharing/member-columns.tsx';
import styles from './servers.module.css';

/** The image that something was made from. One that cannot be used any more says so: what was made goes on, but not anew. */
export function MadeFromImage({ image }: { readonly image: MadeFrom }) {
  const { t } = useTranslation('servers');
  const project = useProject();
  const name = image.name ?? image.imageId;
  const isOthers = image.owner.id !== project.id;
  return (
    <div className={styles.from}>
      {image.usable ? (
        <Link to={paths.image(project.id, image.imageId)}>{name}</Link>
      ) : (
        <span>{name}</span>
      )}
      {isOthers ? (
        <span className={styles.side}>{t('image.of', { project: projectText(image.owner) })}</span>
      ) : null}
      {image.usable ? null : <strong className={styles.unusable}>{t('image.unusable')}</strong>}
    </div>
  );
}

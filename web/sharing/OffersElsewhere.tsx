import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../paths.ts';
import { useMyProjects, useProject } from '../session/session-context.ts';
import styles from './sharing.module.css';

/** Where offers wait, for somebody who looks for one in a project that has none. */
export function OffersElsewhere() {
  const { t } = useTranslation('frame');
  const project = useProject();
  const waiting = useMyProjects().filter(({ waitingOffers }) => waitingOffers > 0);
  if (project.waitingOffers > 0 || waiting.length === 0) return null;
  return (
    <ul className={styles.elsewhere}>
      {waiting.map(({ id, regionId: region, name, waitingOffers: count }) => (
        <li key={id}>
          <Link to={paths.images(id, 'shared')}>
            {t('switcher.elsewhere', { region, project: name, count })}
          </Link>
        </li>
      ))}
    </ul>
  );
}

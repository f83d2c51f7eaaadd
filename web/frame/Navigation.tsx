import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { useCurrentProject } from '../session/last-project.ts';
import { useSession } from '../session/session-context.ts';
import { Hidden } from '../ui/Hidden.tsx';
import styles from './frame.module.css';
import { navigationFor } from './navigation.ts';

export function Navigation({ onNavigate }: { readonly onNavigate?: () => void }) {
  const { t } = useTranslation('frame');
  const project = useCurrentProject();
  const { operator } = useSession();
  return (
    <nav aria-label={t('navigation')} className={styles.navigation}>
      {navigationFor(project, operator).map((group) => (
        <section key={group.label} aria-label={t(group.label)}>
          <h2>{t(group.label)}</h2>
          <ul>
            {group.items.map(({ label, to, waiting = 0 }) => (
              <li key={to}>
                <NavLink to={to} onClick={onNavigate}>
                  {t(label)}
                  {waiting === 0 ? null : (
                    <>
                      <Badge count={waiting} aria-hidden />
                      <Hidden>{t('waiting', { count: waiting })}</Hidden>
                    </>
                  )}
                </NavLink>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

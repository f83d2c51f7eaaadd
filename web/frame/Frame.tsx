import { MenuOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation } from 'react-router';
import { NoticesBell } from '../notices/NoticesBell.tsx';
import { paths } from '../paths.ts';
import styles from './frame.module.css';
import { LanguageMenu } from './LanguageMenu.tsx';
import { Navigation } from './Navigation.tsx';
import { ProductMark } from './ProductMark.tsx';
import { ProjectSwitcher } from './ProjectSwitcher.tsx';
import { ThemeMenu } from './ThemeMenu.tsx';
import { UserMenu } from './UserMenu.tsx';

/** On small screens, and only when it is opened. */
const NavigationDrawer = lazy(async () => ({
  default: (await import('./NavigationDrawer.tsx')).NavigationDrawer,
}));

/** Around every page for signed-in people: header, navigation, and the page itself. */
export function Frame() {
  const { t } = useTranslation('frame');
  const main = useFocusOnNewPage();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={styles.frame}>
      <a className={styles.skip} href="#main">
        {t('skip')}
      </a>
      <header className={styles.header}>
        <Button
          className={styles.menuButton ?? ''}
          type="text"
          icon={<MenuOutlined aria-hidden />}
          aria-label={t('open-navigation')}
          onClick={() => setOpen(true)}
        />
        <Link to={paths.home} className={styles.home}>
          <ProductMark />
        </Link>
        <ProjectSwitcher />
        <div className={styles.menus}>
          <NoticesBell />
          <LanguageMenu />
          <ThemeMenu />
          <UserMenu />
        </div>
      </header>
      <div className={styles.side}>
        <Navigation />
      </div>
      {isOpen ? (
        <Suspense>
          <NavigationDrawer onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
      <main id="main" ref={main} tabIndex={-1} className={styles.main}>
        <Outlet />
      </main>
    </div>
  );
}

/** Another page begins at its beginning, also for the keyboard and for those who listen; the first one is left as it is. */
function useFocusOnNewPage() {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [pathname]);
  return main;
}

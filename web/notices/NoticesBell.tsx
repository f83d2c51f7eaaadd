import { BellOutlined } from '@ant-design/icons';
import { Badge, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentProject } from '../session/last-project.ts';

const NoticesDrawer = lazy(async () => ({
  default: (await import('./NoticesDrawer.tsx')).NoticesDrawer,
}));

/** How many notices the project has, and the way to them. */
export function NoticesBell() {
  const { t } = useTranslation('notices');
  const project = useCurrentProject();
  const [isOpen, setOpen] = useState(false);
  // The drawer stays once it was opened: it goes away in its own time.
  const [wasOpened, setOpened] = useState(false);
  if (project === undefined) return null;
  return (
    <>
      <Badge count={project.openNotices} size="small" offset={[-2, 6]}>
        <Button
          type="text"
          icon={<BellOutlined aria-hidden />}
          aria-label={t('open', { count: project.openNotices })}
          onClick={() => {
            setOpened(true);
            setOpen(true);
          }}
        />
      </Badge>
      {wasOpened ? (
        <Suspense>
          <NoticesDrawer project={project} open={isOpen} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

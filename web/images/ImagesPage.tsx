import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Tabs } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { imageCountsQuery } from '../api/images.ts';
import { paths, type ImagesTab } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { Hidden } from '../ui/Hidden.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { PrivateImages } from './PrivateImages.tsx';
import { PublicImages } from './PublicImages.tsx';

const SharedTab = lazy(async () => ({
  default: (await import('../sharing/SharedTab.tsx')).SharedTab,
}));

const tabs = ['private', 'public', 'shared'] as const satisfies readonly ImagesTab[];
const contents: Readonly<Record<ImagesTab, ReactNode>> = {
  private: <PrivateImages />,
  public: <PublicImages />,
  shared: <SharedTab />,
};

/** The images that a project sees: its own, public ones, and those that others share with it. */
export function ImagesPage() {
  const { t } = useTranslation('images');
  const project = useProject();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const counts = useQuery(imageCountsQuery(project.id)).data;
  const current = tabs.find((tab) => tab === params.get('tab')) ?? 'private';
  return (
    <Page
      title={t('title')}
      actions={
        <DisabledReason reason={project.role === 'reader' ? t('new.refused') : undefined}>
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate(paths.newImage(project.id))}
          >
            {t('new.title')}
          </Button>
        </DisabledReason>
      }
    >
      <Tabs
        activeKey={current}
        aria-label={t('tabs')}
        destroyOnHidden
        onChange={(tab) => void navigate(paths.images(project.id, tab as ImagesTab))}
        items={tabs.map((tab) => ({
          key: tab,
          label: (
            <TabLabel text={t(`tab.${tab}`)} waiting={tab === 'shared' ? counts?.pending : 0} />
          ),
          children: <Suspense fallback={<Loading />}>{contents[tab]}</Suspense>,
        }))}
      />
    </Page>
  );
}

interface TabLabelProps {
  readonly text: string;
  readonly waiting: number | undefined;
}

function TabLabel({ text, waiting = 0 }: TabLabelProps) {
  const { t } = useTranslation('images');
  if (waiting === 0) return text;
  return (
    <>
      {text} <Badge count={waiting} aria-hidden />
      <Hidden>{t('pending', { count: waiting })}</Hidden>
    </>
  );
}

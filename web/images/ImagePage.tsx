import { useQuery } from '@tanstack/react-query';
import { Tabs } from 'antd';
import { lazy, Suspense, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageQuery } from '../api/images.ts';
import { asProblem } from '../api/problem.ts';
import { paths, type ImageTab } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { AnswerBanner } from '../sharing/AnswerBanner.tsx';
import { CopyableId } from '../ui/CopyableId.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { FullMessage } from '../ui/FullMessage.tsx';
import { Loading } from '../ui/Loading.tsx';
import { Page } from '../ui/Page.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { toneOf } from './image-words.ts';
import { PageActs } from './ImageActs.tsx';
import { ImageFacts } from './ImageFacts.tsx';
import styles from './images.module.css';
import { useActing } from './use-acting.tsx';

const MembersTable = lazy(async () => ({
  default: (await import('../sharing/MembersTable.tsx')).MembersTable,
}));
const HistoryTable = lazy(async () => ({
  default: (await import('./HistoryTable.tsx')).HistoryTable,
}));
const DisksTable = lazy(async () => ({ default: (await import('./DisksTable.tsx')).DisksTable }));

/** One image, for its owner and for whom it is shared with. */
export function ImagePage() {
  const { imageId = '' } = useParams();
  const project = useProject();
  const { data: image, error, refetch } = useQuery(imageQuery(project.id, imageId));
  // Also of an image that one has just looked at: its owner may withdraw it at any moment.
  if (error !== null && asProblem(error).status === 404) return <NoImage />;
  if (image !== undefined) return <OneImage key={image.id} image={image} />;
  return error === null ? <Loading /> : <ErrorAlert error={error} onRetry={() => void refetch()} />;
}

/** What may have happened to it; whoever may not see an image is told no more than that it is not there. */
function NoImage() {
  const { t } = useTranslation('images');
  const project = useProject();
  return (
    <FullMessage title={t('gone.title')} text={t('gone.text')}>
      <ul className={styles.goneReasons}>
        <li>{t('gone.deleted')}</li>
        <li>{t('gone.withdrawn')}</li>
        <li>{t('gone.elsewhere')}</li>
      </ul>
      <p>
        <Link to={paths.images(project.id)}>{t('gone.private')}</Link>
        {' · '}
        <Link to={paths.images(project.id, 'shared')}>{t('gone.shared')}</Link>
      </p>
    </FullMessage>
  );
}

function OneImage({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const project = useProject();
  const navigate = useNavigate();
  const isOwn = image.owner.id === project.id;
  const acting = useActing((gone) => {
    if (gone.has(image.id)) {
      void navigate(paths.images(project.id, isOwn ? 'private' : 'public'));
    }
  });
  return (
    <Page
      title={image.name ?? t('unnamed')}
      lead={
        <div className={styles.lead}>
          <StatusTag tone={toneOf[image.status]}>{t(`status.${image.status}`)}</StatusTag>
          <CopyableId id={image.id} />
        </div>
      }
      actions={<PageActs image={image} onOpen={acting.open} />}
    >
      {acting.element}
      {isOwn ? null : <AnswerBanner image={image} />}
      <ImageTabs image={image} />
    </Page>
  );
}

function ImageTabs({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const [params, setParams] = useSearchParams();
  const tabs: readonly { readonly key: 'facts' | ImageTab; readonly children: ReactNode }[] = [
    { key: 'facts', children: <ImageFacts image={image} /> },
    // Who else has it is for those to see who share it.
    ...(image.members === null
      ? []
      : [{ key: 'members', children: <MembersTable image={image} /> } as const]),
    ...(image.size === null
      ? []
      : [{ key: 'disks', children: <DisksTable image={image} /> } as const]),
    { key: 'history', children: <HistoryTable image={image} /> },
  ];
  const current = tabs.find(({ key }) => key === params.get('tab'))?.key ?? 'facts';
  return (
    <Tabs
      activeKey={current}
      aria-label={t('detail.tabs')}
      destroyOnHidden
      onChange={(tab) => setParams(tab === 'facts' ? {} : { tab })}
      items={tabs.map(({ key, children }) => ({
        key,
        label: t(`detail.${key === 'disks' && image.kind === 'server' ? 'backup' : key}`),
        children: (
          <div className={styles.card}>
            <Suspense fallback={<Loading />}>{children}</Suspense>
          </div>
        ),
      }))}
    />
  );
}

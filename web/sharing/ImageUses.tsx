// What was made of images, where one is about to lose them or to take them from others.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ImageUses } from '../../src/api/accord/servers/schema.ts';
import { imageUsesQuery } from '../api/image-uses.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import styles from './sharing.module.css';

type ImageUse = ImageUses['items'][number];

interface Props {
  readonly imageIds: readonly string[];
}

/** The project's own servers and disks that were made of them: they go on, but not anew. */
export function OwnUses({ imageIds }: Props) {
  const { t } = useTranslation('sharing');
  const project = useProject();
  const { data, error } = useQuery(imageUsesQuery(project.id, imageIds));
  const servers = data?.flatMap((use) => use.servers) ?? [];
  const disks = data?.flatMap((use) => use.disks) ?? [];
  if (error !== null) return <ErrorAlert error={error} />;
  if (servers.length + disks.length === 0) return null;
  return (
    <section className={styles.uses} aria-label={t('uses.own')}>
      <p>{t('uses.own')}</p>
      <ul>
        {servers.map(({ id, name }) => (
          <li key={id}>
            {t('uses.server')} <Link to={paths.server(project.id, id)}>{name}</Link>
          </li>
        ))}
        {disks.map(({ id, name }) => (
          <li key={id}>
            {t('uses.disk')} <Link to={paths.disks(project.id, { search: id })}>{name}</Link>
          </li>
        ))}
      </ul>
      <p>{t('uses.own-what')}</p>
    </section>
  );
}

/** What others have made of a project's own images, as numbers; and what the project itself has. */
export function OthersUses({ imageIds }: Props) {
  const { t } = useTranslation('sharing');
  const project = useProject();
  const { data, error } = useQuery(imageUsesQuery(project.id, imageIds));
  if (error !== null) return <ErrorAlert error={error} />;
  if (data === undefined) return null;
  const sum = (count: (use: ImageUse) => number): number =>
    data.reduce((total, use) => total + count(use), 0);
  const own = sum(({ servers, disks }) => servers.length + disks.length);
  const servers = sum(({ others }) => others?.servers ?? 0);
  const disks = sum(({ others }) => others?.disks ?? 0);
  return (
    <p className={styles.usesLine} role="status">
      {servers + disks === 0
        ? t('uses.no-others')
        : t('uses.others', {
            servers: t('uses.servers', { count: servers }),
            disks: t('uses.disks', { count: disks }),
          })}
      {own === 0 ? null : ` ${t('uses.own-too', { count: own })}`}
    </p>
  );
}

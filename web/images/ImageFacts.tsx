// All that is known about an image: its facts, tags and properties.
import { WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { projectText } from '../sharing/member-columns.tsx';
import { Bytes } from '../ui/Bytes.tsx';
import { CopyableId } from '../ui/CopyableId.tsx';
import { NamedId } from '../ui/NamedId.tsx';
import { When } from '../ui/When.tsx';
import { diskGigabytes, osOf, osTypeText } from './image-words.ts';
import { ImageProperties } from './ImageProperties.tsx';
import styles from './images.module.css';
import { ImageTags } from './ImageTags.tsx';

export function ImageFacts({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const facts = useFacts(image);
  return (
    <>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <section className={styles.part} aria-label={t('field.tags')}>
        <h2>{t('field.tags')}</h2>
        <ImageTags image={image} />
      </section>
      <section className={styles.part} aria-label={t('properties.title')}>
        <ImageProperties image={image} />
      </section>
    </>
  );
}

/** Two columns of them, in the order in which one asks. */
function useFacts(image: Image): readonly (readonly [string, ReactNode])[] {
  const { t } = useTranslation('images');
  const none = t('none', { ns: 'common' });
  const yesNo = (is: boolean): string => t(is ? 'yes' : 'no', { ns: 'common' });
  const copyable = (id: string | null): ReactNode => (id === null ? none : <CopyableId id={id} />);
  const { owner, origin } = image;
  const disk = diskGigabytes(image);
  return [
    [t('column.kind'), t(`kind.${image.kind}`)],
    [t('fact.visibility'), t(`visibility.${image.visibility}`)],
    [t('column.os-type'), osTypeText(t, image.osType) ?? none],
    [t('column.os'), osOf(image) ?? none],
    [t('field.architecture'), image.architecture ?? none],
    [t('field.format'), <FormatFact key="format" image={image} />],
    [t('column.size'), <Bytes key="size" bytes={image.size} />],
    [t('column.disk'), disk ?? none],
    [t('field.min-disk'), image.minDisk],
    [t('field.min-ram'), image.minRam],
    [t('field.protected'), yesNo(image.protected)],
    [t('field.hidden'), yesNo(image.hidden)],
    [t('fact.encrypted'), yesNo(image.encrypted)],
    [t('fact.region'), image.regionId],
    [
      t('fact.owner'),
      [owner.accountName, owner.name].filter((name) => name !== null).join(' › ') || none,
    ],
    [t('fact.owner-id'), copyable(owner.id)],
    [t('column.created'), <When key="created" at={image.createdAt} />],
    [t('fact.updated'), <When key="updated" at={image.updatedAt} />],
    ['SHA-256', copyable(image.sha256)],
    ['MD5', copyable(image.md5)],
    ...(origin === null
      ? []
      : ([
          [
            t('fact.origin'),
            <NamedId key="origin" name={origin.name ?? t('unnamed')} id={origin.imageId} />,
          ],
          [
            t('fact.origin-project'),
            origin.owner.name === null ? (
              <CopyableId key="owner" id={origin.owner.id} />
            ) : (
              <NamedId key="owner" name={projectText(origin.owner)} id={origin.owner.id} />
            ),
          ],
        ] as const)),
    [t('field.description'), image.description ?? none],
  ];
}

/** What was declared, and what the bytes were found to be. */
function FormatFact({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const { diskFormat, detectedFormat, formatWarning } = image;
  if (diskFormat === null) return t('none', { ns: 'common' });
  const name = t(`format.${diskFormat}`);
  if (formatWarning) {
    return (
      <span className={styles.warning}>
        <WarningFilled aria-hidden /> {t('fact.format-warning', { format: name })}
      </span>
    );
  }
  return detectedFormat === null || detectedFormat === diskFormat
    ? name
    : t('fact.format-found', { format: name, found: detectedFormat.toUpperCase() });
}

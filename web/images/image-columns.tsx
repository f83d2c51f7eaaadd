// Columns of lists of images, for whoever shows one.
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import type { Column } from '../table/column.ts';
import { Bytes } from '../ui/Bytes.tsx';
import { StatusTag } from '../ui/StatusTag.tsx';
import { When } from '../ui/When.tsx';
import { diskGigabytes, osOf, osTypeText, toneOf } from './image-words.ts';
import { ImageName } from './ImageName.tsx';
import styles from './images.module.css';

type Key = 'name' | 'status' | 'kind' | 'os-type' | 'os' | 'disk' | 'size' | 'created' | 'id';

/** All of them by key; a list shows some, an export has all: the id, which the eye finds below the name, too. */
export function useImageColumns(): Readonly<Record<Key, Column<Image>>> {
  const { t } = useTranslation('images');
  const none = t('none', { ns: 'common' });
  return {
    name: {
      key: 'name',
      title: t('column.name'),
      sort: 'name',
      render: (image) => <ImageName image={image} />,
      csv: ({ name }) => name,
    },
    id: { key: 'id', title: t('column.id'), render: ({ id }) => id, csv: ({ id }) => id },
    status: {
      key: 'status',
      title: t('column.status'),
      sort: 'status',
      render: ({ status }) => <StatusTag tone={toneOf[status]}>{t(`status.${status}`)}</StatusTag>,
      csv: ({ status }) => t(`status.${status}`),
    },
    kind: {
      key: 'kind',
      title: t('column.kind'),
      render: ({ kind }) => <span className={styles.word}>{t(`kind.${kind}`)}</span>,
      csv: ({ kind }) => t(`kind.${kind}`),
    },
    'os-type': {
      key: 'os-type',
      title: t('column.os-type'),
      render: ({ osType }) => osTypeText(t, osType) ?? none,
      csv: ({ osType }) => osTypeText(t, osType),
    },
    os: {
      key: 'os',
      title: t('column.os'),
      render: (image) => osOf(image) ?? none,
      csv: osOf,
    },
    disk: {
      key: 'disk',
      title: t('column.disk'),
      align: 'right',
      render: (image) => diskGigabytes(image) ?? none,
      csv: diskGigabytes,
    },
    size: {
      key: 'size',
      title: t('column.size'),
      align: 'right',
      sort: 'size',
      render: ({ size }) => <Bytes bytes={size} />,
      csv: ({ size }) => size,
    },
    created: {
      key: 'created',
      title: t('column.created'),
      sort: 'createdAt',
      render: ({ createdAt }) => <When at={createdAt} />,
      csv: ({ createdAt }) => createdAt,
    },
  };
}

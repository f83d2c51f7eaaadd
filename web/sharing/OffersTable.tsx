import { Table } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Offer } from '../../src/api/accord/sharing/schema.ts';
import { useImageColumns } from '../images/image-columns.tsx';
import { antdColumns, selectionOf } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import type { Selection } from '../table/use-selection.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { Hidden } from '../ui/Hidden.tsx';
import { When } from '../ui/When.tsx';
import { projectText } from './member-columns.tsx';
import styles from './sharing.module.css';

interface Props {
  readonly label: string;
  readonly offers: readonly Offer[];
  readonly selection: Pick<Selection<Offer>, 'rows' | 'set'>;
  /** Ids of images that are still shown but cannot be chosen any more; each says so. */
  readonly gone?: ReadonlySet<string>;
}

const pageSize = 20;
const none: ReadonlySet<string> = new Set();

/** Offers, with what one needs to know before one answers. */
export function OffersTable({ label, offers, selection, gone = none }: Props) {
  const { t } = useTranslation('sharing');
  const { t: ofTable } = useTranslation('table');
  const columns = useOfferColumns(gone);
  const base = selectionOf(selection, keyOf, nameOf, ofTable);
  return (
    <Table<Offer>
      aria-label={label}
      size="small"
      className={styles.offers ?? ''}
      rowKey={keyOf}
      dataSource={[...offers]}
      columns={antdColumns(columns, '')}
      pagination={offers.length > pageSize ? { pageSize, showSizeChanger: false } : false}
      rowSelection={{
        ...base,
        getCheckboxProps: (offer) => ({
          ...base.getCheckboxProps?.(offer),
          disabled: gone.has(keyOf(offer)),
        }),
        // The tick at the top means all of them, not those of this page.
        onSelectAll: (selected) =>
          selection.set(selected ? offers.filter((offer) => !gone.has(keyOf(offer))) : []),
        getTitleCheckboxProps: () => ({ 'aria-label': t('select-all') }),
      }}
      expandable={{
        columnTitle: <Hidden>{ofTable('details')}</Hidden>,
        expandedRowRender: (offer) => <OfferDetail offer={offer} />,
      }}
    />
  );
}

function keyOf({ image }: Offer): string {
  return image.id;
}

function nameOf({ image }: Offer): string {
  return image.name ?? image.id;
}

function useOfferColumns(gone: ReadonlySet<string>): readonly Column<Offer>[] {
  const { t } = useTranslation('sharing');
  const images = useImageColumns();
  const ofImage = (key: keyof typeof images): Column<Offer> => ({
    key,
    title: images[key].title,
    render: ({ image }) => images[key].render(image),
    ...(images[key].align === undefined ? {} : { align: images[key].align }),
  });
  return [
    {
      key: 'name',
      title: images.name.title,
      render: ({ image }) => (
        <>
          {images.name.render(image)}
          {gone.has(image.id) ? (
            <strong className={styles.gone}>{t('rejected.gone')}</strong>
          ) : null}
          {image.formatWarning ? (
            <strong className={styles.warning}>{t('format-warning')}</strong>
          ) : null}
        </>
      ),
    },
    {
      key: 'sender',
      title: t('column.sender'),
      render: ({ sender, firstTime }) => (
        <>
          {sender.accountName ?? t('unknown-project')} › {sender.name ?? t('unknown-project')}
          {firstTime ? (
            <div>
              <strong className={styles.mark}>{t('first-time')}</strong>
            </div>
          ) : null}
        </>
      ),
    },
    ofImage('kind'),
    ofImage('os'),
    ofImage('disk'),
    ofImage('size'),
    {
      key: 'offered',
      title: t('column.offered'),
      render: (offer) => <When at={offer.offeredAt} />,
    },
  ];
}

/** What does not fit into a row. */
function OfferDetail({ offer: { image, sender, message } }: { readonly offer: Offer }) {
  const { t } = useTranslation('sharing');
  const nothing = t('none', { ns: 'common' });
  const declared = image.diskFormat ?? nothing;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('detail.message'), message ?? nothing],
    [t('column.project-id'), <CopyableId key="project" id={sender.id} />],
    [
      t('detail.format'),
      image.formatWarning
        ? t('detail.format-unknown', { declared })
        : t('detail.format-found', { declared, found: image.detectedFormat ?? nothing }),
    ],
    ['SHA-256', image.sha256 === null ? nothing : <CopyableId key="sha256" id={image.sha256} />],
    ...(image.origin === null
      ? []
      : [
          [
            t('detail.origin'),
            t('detail.copy-of', {
              image: [image.origin.name, image.origin.imageId]
                .filter((word) => word !== null)
                .join(' · '),
              project: projectText(image.origin.owner),
            }),
          ] as const,
        ]),
    [t('detail.description'), image.description ?? nothing],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Offer } from '../../src/api/accord/sharing/schema.ts';
import { useImageColumns } from '../images/image-columns.tsx';
import { antdColumns, selectionOf } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import type { Selection } from '../table/use-selection.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { Hidden } from '../ui/Hidden.tsx';
import { When } from '../ui/When.tsx';
import styles from './sharing.module.css';

interface Props {
  readonly label: string;
  readonly offers: readonly Offer[];
  readonly selection: Selection<Offer>;
}

const pageSize = 20;

/** Offers, with what one needs to know before one answers. */
export function OffersTable({ label, offers, selection }: Props) {
  const { t } = useTranslation(['sharing', 'table']);
  const { t: ofTable } = useTranslation('table');
  const columns = useOfferColumns();
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
        ...selectionOf(selection, keyOf, nameOf, ofTable),
        // The tick at the top means all of them, not those of this page.
        onSelectAll: (selected) => selection.set(selected ? offers : []),
        getTitleCheckboxProps: () => ({ 'aria-label': t('select-all', { ns: 'sharing' }) }),
      }}
      expandable={{
        columnTitle: <Hidden>{t('details', { ns: 'sharing' })}</Hidden>,
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

function useOfferColumns(): readonly Column<Offer>[] {
  const { t } = useTranslation('sharing');
  const images = useImageColumns();
  const ofImage = (key: keyof typeof images): Column<Offer> => ({
    key,
    title: images[key].title,
    render: ({ image }) => images[key].render(image),
    ...(images[key].align === undefined ? {} : { align: images[key].align }),
  });
  return [
    ofImage('name'),
    {
      key: 'account',
      title: t('column.account'),
      render: ({ sender, firstTime }) => (
        <>
          {sender.accountName ?? t('unknown-project')}{' '}
          {firstTime ? <strong className={styles.mark}>{t('first-time')}</strong> : null}
        </>
      ),
    },
    {
      key: 'project',
      title: t('column.project'),
      render: ({ sender }) => sender.name ?? t('unknown-project'),
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
  const none = t('none', { ns: 'common' });
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('detail.message'), message ?? none],
    [t('column.project-id'), <CopyableId key="project" id={sender.id} />],
    [
      t('detail.format'),
      image.formatWarning
        ? t('detail.format-unknown', { declared: image.diskFormat ?? none })
        : t('detail.format-found', {
            declared: image.diskFormat ?? none,
            found: image.detectedFormat ?? none,
          }),
    ],
    ['SHA-256', image.sha256 === null ? none : <CopyableId key="sha256" id={image.sha256} />],
    [t('detail.description'), image.description ?? none],
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

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Offer } from '../../src/api/accord/sharing/schema.ts';
import { offersQuery } from '../api/offers.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useSelection } from '../table/use-selection.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { OffersTable } from './OffersTable.tsx';
import type { Answering } from './use-answering.ts';

interface Props {
  readonly projectId: string;
  readonly answering: Answering;
  readonly onClose: () => void;
}

/** The images that were rejected, to be accepted after all. */
export function RejectedDialog({ projectId, answering, onClose }: Props) {
  const { t } = useTranslation('sharing');
  const { data: offers, error, refetch } = useQuery(offersQuery(projectId, 'rejected'));
  const selection = useSelection<Offer>();
  return (
    <FormModal
      open
      title={t('rejected.title')}
      width={1040}
      submitLabel={t('rejected.accept-again')}
      incomplete={selection.rows.length === 0}
      onClose={onClose}
      onSubmit={async () =>
        await answering.answer(
          selection.rows.map(({ image }) => image),
          'accepted',
        )
      }
    >
      <p>{t('rejected.hint')}</p>
      <ErrorAlert error={error} onRetry={() => void refetch()} />
      {offers === undefined ? (
        <Loading />
      ) : offers.length === 0 ? (
        <EmptyState title={t('rejected.none')} hint={t('rejected.none-hint')} />
      ) : (
        <OffersTable label={t('rejected.title')} offers={offers} selection={selection} />
      )}
    </FormModal>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Offer } from '../../src/api/accord/sharing/schema.ts';
import { offersQuery } from '../api/offers.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useProject } from '../session/session-context.ts';
import { useSelection } from '../table/use-selection.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { OffersTable } from './OffersTable.tsx';
import type { Answering } from './use-answering.ts';

interface Props {
  readonly answering: Answering;
  readonly onClose: () => void;
}

/** The images that were rejected, to be accepted after all. */
export function RejectedDialog({ answering, onClose }: Props) {
  const { t } = useTranslation('sharing');
  const { data: offers, error, refetch } = useQuery(offersQuery(useProject().id, 'rejected'));
  const selection = useSelection<Offer>();
  const seen = useEverSeen(offers);
  const current = new Set(offers?.map(({ image }) => image.id));
  const gone = new Set(seen.map(({ image }) => image.id).filter((id) => !current.has(id)));
  const chosen = selection.rows.filter(({ image }) => !gone.has(image.id));
  return (
    <FormModal
      open
      title={t('rejected.title')}
      width={1120}
      submitLabel={t('rejected.accept-again')}
      incomplete={chosen.length === 0}
      onClose={onClose}
      onSubmit={async () => {
        const answered = await answering.answer(
          chosen.map(({ image }) => image),
          'accepted',
        );
        return answered.size === 0 ? 'stay' : undefined;
      }}
    >
      <p>{t('rejected.hint')}</p>
      <ErrorAlert error={error} onRetry={() => void refetch()} />
      {offers === undefined ? (
        error === null ? (
          <Loading />
        ) : null
      ) : seen.length === 0 ? (
        <EmptyState title={t('rejected.none')} hint={t('rejected.none-hint')} />
      ) : (
        <OffersTable
          label={t('rejected.title')}
          offers={seen}
          gone={gone}
          selection={{ ...selection, rows: chosen }}
        />
      )}
    </FormModal>
  );
}

/** What is there, and what has been there since the dialog was opened: no row vanishes under the pointer. */
function useEverSeen(offers: readonly Offer[] | undefined): readonly Offer[] {
  const [seen, setSeen] = useState(offers ?? []);
  const [last, setLast] = useState(offers);
  if (last !== offers) {
    setLast(offers);
    const now = offers ?? [];
    const latest = new Map(now.map((offer) => [offer.image.id, offer]));
    const known = new Set(seen.map(({ image }) => image.id));
    setSeen([
      ...now.filter(({ image }) => !known.has(image.id)),
      ...seen.map((offer) => latest.get(offer.image.id) ?? offer),
    ]);
  }
  return seen;
}

// The prompt over the shared images: who offers how many, and the answers to all of them or to some.
import { DownOutlined, ReloadOutlined, UpOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Offer } from '../../src/api/accord/sharing/schema.ts';
import { offersQuery } from '../api/offers.ts';
import { useSelection } from '../table/use-selection.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { OffersTable } from './OffersTable.tsx';
import styles from './sharing.module.css';
import type { Answering } from './use-answering.ts';

interface Props {
  readonly projectId: string;
  readonly answering: Answering;
}

/** Nothing, when nothing is offered. */
export function OffersPrompt({ projectId, answering }: Props) {
  const { t } = useTranslation('sharing');
  const { data: offers, error, isFetching, refetch } = useQuery(offersQuery(projectId, 'pending'));
  const selection = useSelection<Offer>();
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  if (error !== null && offers === undefined) {
    return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  }
  if (offers === undefined || offers.length === 0) return null;
  // What has been withdrawn or answered meanwhile is no longer among them.
  const chosen = selection.rows.filter((row) =>
    offers.some(({ image }) => image.id === row.image.id),
  );
  const answer = async (
    answered: readonly Offer[],
    word: 'accepted' | 'rejected',
  ): Promise<void> => {
    setFailure(null);
    try {
      await answering.answer(
        answered.map(({ image }) => image),
        word,
      );
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  const reason = chosen.length === 0 ? t('choose-first') : undefined;
  return (
    <section className={styles.prompt} aria-label={t('prompt')}>
      <div className={styles.head}>
        <ul>
          {bySender(offers).map(({ sender, count }) => (
            <li key={sender.id}>
              {t('offered', {
                count,
                account: sender.accountName ?? t('unknown-project'),
                project: sender.name ?? sender.id,
              })}
            </li>
          ))}
        </ul>
        <div className={styles.acts}>
          <Button
            icon={open ? <UpOutlined aria-hidden /> : <DownOutlined aria-hidden />}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'fold' : 'unfold')}
          </Button>
          <Button
            icon={<ReloadOutlined spin={isFetching} />}
            aria-label={t('refresh', { ns: 'table' })}
            onClick={() => void refetch()}
          />
          <Button
            type="primary"
            loading={answering.busy}
            onClick={() => void answer(offers, 'accepted')}
          >
            {t('accept-all')}
          </Button>
        </div>
      </div>
      <p className={styles.trust}>{t('trust')}</p>
      <ErrorAlert error={failure} />
      {open ? (
        <>
          <div className={styles.acts}>
            <DisabledReason reason={reason}>
              <Button type="primary" onClick={() => void answer(chosen, 'accepted')}>
                {t('accept')}
              </Button>
            </DisabledReason>
            <DisabledReason reason={reason}>
              <Button onClick={() => void answer(chosen, 'rejected')}>{t('reject')}</Button>
            </DisabledReason>
          </div>
          <OffersTable
            label={t('prompt')}
            offers={offers}
            selection={{ ...selection, rows: chosen }}
          />
        </>
      ) : null}
    </section>
  );
}

function bySender(offers: readonly Offer[]) {
  return [...Map.groupBy(offers, ({ sender }) => sender.id).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ sender: first.sender, count: group.length }];
  });
}

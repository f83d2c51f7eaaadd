// The prompt over the shared images: who offers how many, and the answers to all of them or to some.
import { DownOutlined, ReloadOutlined, UpOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Offer } from '../../src/api/accord/sharing/schema.ts';
import { offersQuery } from '../api/offers.ts';
import { useProject } from '../session/session-context.ts';
import { useSelection } from '../table/use-selection.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { bySender } from './by-sender.ts';
import { OffersTable } from './OffersTable.tsx';
import styles from './sharing.module.css';
import type { Answer, Answering } from './use-answering.ts';

/** Nothing, when nothing is offered. */
export function OffersPrompt({ answering }: { readonly answering: Answering }) {
  const { t } = useTranslation('sharing');
  const project = useProject();
  const { data: offers, error, isFetching, refetch } = useQuery(offersQuery(project.id, 'pending'));
  const selection = useSelection<Offer>();
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const refused = useReaderReason();
  if (error !== null && offers === undefined) {
    return <ErrorAlert error={error} onRetry={() => void refetch()} />;
  }
  if (offers === undefined || offers.length === 0) return null;
  // What has been withdrawn or answered meanwhile is no longer among them.
  const chosen = selection.rows.filter((row) =>
    offers.some(({ image }) => image.id === row.image.id),
  );
  const answer = async (answered: readonly Offer[], word: Answer): Promise<void> => {
    setFailure(null);
    try {
      const ids = await answering.answer(
        answered.map(({ image }) => image),
        word,
      );
      // Ticks that were set meanwhile stay; those that are answered do not come back with an undo.
      selection.drop(({ image }) => ids.has(image.id));
    } catch (thrown) {
      setFailure(thrown);
    }
  };
  const reason = refused ?? (chosen.length === 0 ? t('choose-first') : undefined);
  return (
    <section className={styles.prompt} aria-label={t('prompt')}>
      <div className={styles.head}>
        <div role="status">
          <ul>
            {bySender(offers).map(({ key, account, projects, count }) => (
              <li key={key}>
                {t('offered', {
                  count,
                  account: account ?? t('unknown-project'),
                  projects: projects.join(t('and')),
                })}
              </li>
            ))}
          </ul>
        </div>
        <div className={styles.acts}>
          <Button
            icon={open ? <UpOutlined aria-hidden /> : <DownOutlined aria-hidden />}
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            {t(open ? 'fold' : 'unfold')}
          </Button>
          <DisabledReason reason={refused}>
            <Button
              type="primary"
              loading={answering.busy}
              onClick={() => void answer(offers, 'accepted')}
            >
              {t('accept-all')}
            </Button>
          </DisabledReason>
          <Button
            icon={<ReloadOutlined aria-hidden spin={isFetching} />}
            aria-label={t('refresh', { ns: 'table' })}
            onClick={() => void refetch()}
          />
        </div>
      </div>
      <p className={styles.trust}>{t('trust')}</p>
      <ErrorAlert error={failure} />
      {open ? (
        <>
          <div className={styles.acts}>
            <DisabledReason reason={reason}>
              <Button
                type="primary"
                loading={answering.busy}
                onClick={() => void answer(chosen, 'accepted')}
              >
                {t('accept')}
              </Button>
            </DisabledReason>
            <DisabledReason reason={reason}>
              <Button loading={answering.busy} onClick={() => void answer(chosen, 'rejected')}>
                {t('reject')}
              </Button>
            </DisabledReason>
            <span role="status">
              {chosen.length === 0 ? null : t('selected', { ns: 'table', count: chosen.length })}
            </span>
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

/** Why this person cannot answer offers at all; undefined: it can. */
function useReaderReason(): string | undefined {
  const textOf = useProblemText();
  const code = 'member.answer.refused';
  return useProject().role === 'reader' ? textOf({ code, detail: code }) : undefined;
}

import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { useProject } from '../session/session-context.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useAbilityText } from '../ui/use-problem-text.ts';
import { AnswerResults } from './AnswerResults.tsx';
import { projectText } from './member-columns.tsx';
import styles from './sharing.module.css';
import { useAnswering, type Answer } from './use-answering.ts';

const RejectDialog = lazy(async () => ({
  default: (await import('./RejectDialog.tsx')).RejectDialog,
}));

/** How this project stands to an image that another shares with it, and what it can answer. Nothing, when it is not shared with it. */
export function AnswerBanner({ image }: { readonly image: Image }) {
  const { t } = useTranslation('sharing');
  const reasonFor = useAbilityText();
  const answering = useAnswering(useProject().id);
  const [failure, setFailure] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const { myShare, can } = image;
  if (myShare === null) return null;
  const answer = async (word: Answer): Promise<void> => {
    setFailure(null);
    try {
      await answering.answer([image], word);
    } catch (error) {
      setFailure(error);
    }
  };
  const button = (word: Answer, label: string) => {
    const ability = can[word === 'accepted' ? 'accept' : 'reject'];
    return (
      <DisabledReason reason={reasonFor(ability)}>
        <Button
          type={word === 'accepted' ? 'primary' : 'default'}
          disabled={answering.busy}
          onClick={() => {
            // What has been accepted is perhaps in use.
            if (myShare.status === 'accepted') setAsking(true);
            else void answer(word);
          }}
        >
          {label}
        </Button>
      </DisabledReason>
    );
  };
  return (
    <>
      <AnswerResults answering={answering} />
      <ErrorAlert error={failure} />
      <section className={styles.prompt} aria-label={t('mine.title')}>
        <div className={styles.head}>
          <strong>{t(`mine.${myShare.status}`, { sender: projectText(image.owner) })}</strong>
          <div className={styles.acts}>
            {myShare.status === 'accepted'
              ? null
              : button(
                  'accepted',
                  t(myShare.status === 'rejected' ? 'rejected.accept-again' : 'accept'),
                )}
            {myShare.status === 'rejected' ? null : button('rejected', t('reject'))}
          </div>
        </div>
        {myShare.status === 'accepted' ? null : <p className={styles.trust}>{t('trust')}</p>}
      </section>
      <Suspense>
        {isAsking ? (
          <RejectDialog
            images={[image]}
            onReject={async () => await answering.answer([image], 'rejected')}
            onClose={() => setAsking(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Alert, Button, Input } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageDisksQuery } from '../api/images.ts';
import { largestShare } from '../api/shares.ts';
import { useFormat } from '../i18n/use-format.ts';
import { membersOf } from '../images/image-words.ts';
import { useProject } from '../session/session-context.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { projectText } from './member-columns.tsx';
import styles from './sharing.module.css';
import type { Entry, SharedImage, Sharing } from './use-sharing.ts';

const longestMessage = 500;

/** What is offered, to whom, and with which words. */
export function ShareForm({ sharing }: { readonly sharing: Sharing }) {
  const { t } = useTranslation('sharing');
  const ids = useId();
  const message = useId();
  const hint = useId();
  return (
    <div className={styles.form}>
      <ul className={styles.notes}>
        <li>{t('share.note-region')}</li>
        <li>
          <strong>{t('share.note-secrets')}</strong>
        </li>
      </ul>
      <SharedImages images={sharing.images} />
      <label htmlFor={ids}>{t('share.ids')}</label>
      <Input.TextArea
        id={ids}
        autoFocus
        required
        rows={3}
        spellCheck={false}
        aria-describedby={hint}
        value={sharing.text}
        onChange={({ target }) => sharing.setText(target.value)}
      />
      <div id={hint} className={styles.hint}>
        {t('share.ids-hint', { count: largestShare })}
      </div>
      <Checked sharing={sharing} />
      <ErrorAlert error={sharing.error} onRetry={sharing.retry} />
      <label htmlFor={message}>{t('share.message')}</label>
      <Input.TextArea
        id={message}
        rows={2}
        maxLength={longestMessage}
        showCount
        placeholder={t('share.message-hint')}
        value={sharing.message}
        onChange={({ target }) => sharing.setMessage(target.value)}
      />
    </div>
  );
}

function SharedImages({ images }: { readonly images: readonly SharedImage[] }) {
  const { t } = useTranslation('sharing');
  const textOf = useProblemText();
  return (
    <div className={styles.scroll} role="group" aria-label={t('share.images')} tabIndex={0}>
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">{t('column.image')}</th>
            <th scope="col">{t('share.left')}</th>
          </tr>
        </thead>
        <tbody>
          {images.map(({ image, left, problem }) => (
            <tr key={image.id}>
              <td>
                {image.name ?? image.id}
                {image.kind === 'server' ? <ServerImageSize image={image} /> : null}
                {problem === undefined ? null : (
                  <div className={styles.gone}>
                    {t('share.left-out', { reason: textOf(problem) })}
                  </div>
                )}
              </td>
              <td>{left ?? t('none', { ns: 'common' })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** How much room whoever accepts a full-server image needs, and how many may: fewer than of others. */
function ServerImageSize({ image }: { readonly image: Image }) {
  const { t } = useTranslation('backups');
  const format = useFormat();
  const disks = useQuery(imageDisksQuery(useProject().id, image.id)).data;
  if (disks === undefined || disks.total === null) return null;
  return (
    <div className={styles.hint}>
      {t('with-image.size', {
        count: disks.items.length,
        size: format.bytes(disks.total),
        limit: membersOf(image) + (image.members?.left ?? 0),
      })}
    </div>
  );
}

/** What the service says about the ids. */
function Checked({ sharing }: { readonly sharing: Sharing }) {
  const { t } = useTranslation('sharing');
  const { entries, tooMany, repeated } = sharing;
  const refused = entries.filter(({ verdict }) => verdict?.offered === 'none').length;
  const waiting = entries.filter(({ verdict }) => verdict === null).length;
  const parts = [
    t('share.good', { count: entries.length - refused - waiting }),
    refused === 0 ? '' : t('share.bad', { count: refused }),
    waiting === 0 || tooMany > 0 ? '' : t('share.waiting', { count: waiting }),
    repeated === 0 ? '' : t('share.repeated', { count: repeated }),
  ];
  return (
    <>
      {tooMany === 0 ? null : (
        <Alert
          type="error"
          role="alert"
          showIcon
          title={t('share.too-many', { count: tooMany, most: largestShare })}
        />
      )}
      <div className={styles.summary}>
        <span role="status">
          {entries.length === 0 ? null : parts.filter((part) => part !== '').join(' · ')}
        </span>
        {refused === 0 ? null : (
          <Button size="small" onClick={sharing.dropRefused}>
            {t('share.drop', { count: refused })}
          </Button>
        )}
      </div>
      {entries.length === 0 ? null : (
        <div className={styles.ids} role="group" aria-label={t('share.checked')} tabIndex={0}>
          <ul>
            {entries.map((entry) => (
              <CheckedId key={entry.id} entry={entry} />
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function CheckedId({ entry: { id, verdict } }: { readonly entry: Entry }) {
  const { t } = useTranslation('sharing');
  const textOf = useProblemText();
  if (verdict === null) {
    return (
      <li>
        <code>{id}</code> <span>{t('share.looking-up')}</span>
      </li>
    );
  }
  const { project, offered, problem, refused } = verdict;
  const reason = problem === undefined ? null : textOf(problem);
  return (
    <li>
      <code>{id}</code>
      {project === null ? null : <span>{projectText(project)}</span>}
      {reason === null ? null : (
        <span className={offered === 'none' ? styles.gone : styles.warning}>
          {offered === 'some' ? t('share.some', { count: refused, reason }) : reason}
        </span>
      )}
    </li>
  );
}

import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { useNow } from './use-now.ts';

/** A moment, to the minute; exactly under the pointer. null: not yet. */
export function When({ at }: { readonly at: string | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (at === null) return t('none');
  return (
    <time dateTime={at} title={format.exactTime(at)}>
      {format.time(at)}
    </time>
  );
}

/** How long ago a moment was. */
export function Ago({ at }: { readonly at: string }) {
  const format = useFormat();
  const now = useNow();
  return (
    <time dateTime={at} title={format.exactTime(at)}>
      {format.ago(at, now)}
    </time>
  );
}

// The words for what an entry of the audit trail tells. What has none here is called as programs call it.
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { Change } from './event-changes.ts';

export interface EventWords {
  readonly actText: (action: string) => string;
  /** null: it has no words. */
  readonly fieldText: (change: Change) => string | null;
  /** One of a change's two values. */
  readonly valueText: (change: Change, value: unknown) => string;
}

export function useEventWords(): EventWords {
  const { t, i18n } = useTranslation('images');
  const { t: ofSharing } = useTranslation('sharing');
  const format = useFormat();
  // Actions, fields and values are the service's: they are looked up, not known to the compiler.
  const wordOf = (key: string): string | null =>
    i18n.exists(key, { ns: 'images' }) ? t(key as 'title') : null;
  const answerOf = (status: string): string | null =>
    i18n.exists(`member.status.${status}`, { ns: 'sharing' })
      ? ofSharing(`member.status.${status as 'pending'}`)
      : null;

  const valueText = ({ field, isProperty }: Change, value: unknown): string => {
    if (value === undefined || value === null) return t('none', { ns: 'common' });
    if (typeof value === 'boolean') return t(value ? 'yes' : 'no', { ns: 'common' });
    if (Array.isArray(value)) {
      return value.length === 0 ? t('none', { ns: 'common' }) : value.map(String).join(', ');
    }
    if (typeof value === 'number') {
      return bytesFields.has(field) ? format.bytes(value) : format.number(value);
    }
    if (typeof value !== 'string') return JSON.stringify(value);
    if (isProperty) return value;
    const family = families[field];
    return (
      (family === undefined ? null : wordOf(`${family}.${value}`)) ??
      (field === 'status' ? answerOf(value) : null) ??
      value
    );
  };

  return {
    actText: (action) => wordOf(`did.${action}`) ?? action,
    fieldText: ({ field, isProperty }) => (isProperty ? null : wordOf(`changed.${field}`)),
    valueText,
  };
}

const bytesFields: ReadonlySet<string> = new Set(['size', 'virtualSize']);

/** Where the words of a field's values stand. */
const families: Readonly<Record<string, string>> = {
  status: 'status',
  visibility: 'visibility',
  kind: 'kind',
  diskFormat: 'format',
  detectedFormat: 'format',
};

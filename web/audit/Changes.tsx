import { useTranslation } from 'react-i18next';
import styles from './audit.module.css';
import type { Change } from './event-changes.ts';
import { useChangeText } from './use-change-text.ts';

/** Each field with what it was and what it is. */
export function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const { t } = useTranslation('audit');
  const { fieldText, valueText } = useChangeText();
  if (changes.length === 0) return t('none', { ns: 'common' });
  return (
    <ul className={styles.changes}>
      {changes.map((change) => (
        <li key={change.field}>
          {fieldText(change) ?? <code>{change.field}</code>} {valueText(change, change.before)} →{' '}
          {valueText(change, change.after)}
        </li>
      ))}
    </ul>
  );
}

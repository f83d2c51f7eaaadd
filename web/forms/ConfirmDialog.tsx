import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from '../ui/ui.module.css';
import { FormModal } from './FormModal.tsx';

interface Props {
  readonly open: boolean;
  /** A question. */
  readonly title: string;
  /** What will happen, a sentence each. */
  readonly consequences: readonly string[];
  /** What it will happen to. */
  readonly items?: readonly { readonly key: string; readonly name: string }[] | undefined;
  /** More to know, below. */
  readonly children?: ReactNode;
  readonly confirmLabel: string;
  readonly danger?: boolean;
  readonly onConfirm: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Asks before something that cannot simply be taken back, and says what it will do to what. */
export function ConfirmDialog({
  consequences,
  items,
  confirmLabel,
  onConfirm,
  children,
  ...modal
}: Props) {
  const { t } = useTranslation();
  return (
    <FormModal {...modal} submitLabel={confirmLabel} onSubmit={onConfirm}>
      <ul className={styles.consequences} aria-label={t('what-happens')}>
        {consequences.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {items === undefined ? null : (
        <ul className={styles.items}>
          {items.map(({ key, name }) => (
            <li key={key}>{name}</li>
          ))}
        </ul>
      )}
      {children}
    </FormModal>
  );
}

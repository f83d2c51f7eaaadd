import type { ReactNode } from 'react';
import styles from './ui.module.css';

interface Props {
  readonly name: ReactNode;
  /** What else one chooses by. */
  readonly about?: string;
  /** Why it cannot be chosen. */
  readonly reason?: string | undefined;
}

/** A choice in a list: its name, what it is, and why not. */
export function OptionRow({ name, about = '', reason }: Props) {
  return (
    <span className={styles.optionRow}>
      <span>{name}</span>
      {about === '' ? null : <span>{about}</span>}
      {reason === undefined ? null : <span className={styles.optionReason}>{reason}</span>}
    </span>
  );
}

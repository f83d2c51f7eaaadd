import type { ReactNode } from 'react';
import styles from './ui.module.css';

/** Heard by those who listen, not seen. */
export function Hidden({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <span id={id} className={styles.hidden}>
      {children}
    </span>
  );
}

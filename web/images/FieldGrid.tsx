import type { ReactNode } from 'react';
import styles from './images.module.css';

/** Short fields of a form side by side. */
export function FieldGrid({ children }: { readonly children: ReactNode }) {
  return <div className={styles.fields}>{children}</div>;
}

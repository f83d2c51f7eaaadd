import { useId, type ReactNode } from 'react';
import styles from './ui.module.css';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** A part of a page with its heading. */
export function Card({ title, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={styles.card}>
      <h2 id={id} className={styles.cardTitle}>
        {title}
      </h2>
      {children}
    </section>
  );
}

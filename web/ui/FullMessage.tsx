import type { ReactNode } from 'react';
import styles from './ui.module.css';

interface Props {
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** Instead of a page: what is the matter, and where to go from here. */
export function FullMessage({ title, text, children }: Props) {
  return (
    <div className={styles.message}>
      <title>{title}</title>
      <h1 className={styles.messageTitle}>{title}</h1>
      <p>{text}</p>
      {children}
    </div>
  );
}

import type { ReactNode } from 'react';
import styles from './ui.module.css';

interface Fact {
  readonly key: string;
  readonly title: string;
  readonly value: ReactNode;
}

/** What is known of one thing, line by line. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(({ key, title, value }) => (
        <Fact key={key} title={title} value={value} />
      ))}
    </dl>
  );
}

function Fact({ title, value }: Omit<Fact, 'key'>) {
  return (
    <>
      <dt>{title}</dt>
      <dd>{value}</dd>
    </>
  );
}

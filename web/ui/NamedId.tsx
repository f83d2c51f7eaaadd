import type { ReactNode } from 'react';
import { CopyableId } from './CopyableId.tsx';
import styles from './ui.module.css';

interface Props {
  readonly name: ReactNode;
  readonly id: string;
}

/** Something in a list: its name, and below it the id, which programs want. */
export function NamedId({ name, id }: Props) {
  return (
    <div className={styles.named}>
      <span>{name}</span>
      <CopyableId id={id} />
    </div>
  );
}

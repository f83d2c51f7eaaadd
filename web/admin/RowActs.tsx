import { Button } from 'antd';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import styles from './admin.module.css';

export interface RowAct {
  readonly key: string;
  readonly label: string;
  /** Why it cannot be done now; default: it can. */
  readonly reason?: string | undefined;
  readonly onClick: () => void;
}

interface Props {
  /** What it is done to: every row has buttons of the same labels. */
  readonly about: string;
  readonly acts: readonly RowAct[];
}

/** What can be done with a row. */
export function RowActs({ about, acts }: Props) {
  return (
    <div className={styles.acts}>
      {acts.map(({ key, label, reason, onClick }) => (
        <DisabledReason key={key} reason={reason}>
          <Button type="link" size="small" aria-label={`${label} ${about}`} onClick={onClick}>
            {label}
          </Button>
        </DisabledReason>
      ))}
    </div>
  );
}

import { Tooltip } from 'antd';
import { cloneElement, useId, type ReactElement } from 'react';
import { Hidden } from './Hidden.tsx';
import styles from './ui.module.css';

interface Props {
  /** Why it cannot be done now; undefined: it can. */
  readonly reason: string | undefined;
  /** The button or control. */
  readonly children: ReactElement<{ disabled?: boolean; 'aria-describedby'?: string }>;
}

/**
 * What cannot be done now is shown disabled, with its reason: under the pointer, at the keyboard (a disabled button takes no focus, so what is
 * around it does) and to those who listen.
 */
export function DisabledReason({ reason, children }: Props) {
  const id = useId();
  if (reason === undefined) return children;
  return (
    <Tooltip title={reason} trigger={['hover', 'focus']}>
      <span className={styles.reason} role="group" aria-describedby={id} tabIndex={0}>
        {cloneElement(children, { disabled: true, 'aria-describedby': id })}
        <Hidden id={id}>{reason}</Hidden>
      </span>
    </Tooltip>
  );
}

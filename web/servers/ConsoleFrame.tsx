// Around a console of a server: how the connection is, what can be done with it, and a way out for the keyboard.
import { ReloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusTag, type Tone } from '../ui/StatusTag.tsx';
import type { Connection } from './connection.ts';
import styles from './servers.module.css';

const toneOf = {
  connecting: 'busy',
  open: 'good',
  closed: 'bad',
} as const satisfies Record<Connection['state'], Tone>;

interface Props {
  readonly label: string;
  readonly connection: Connection;
  /** How it is used. */
  readonly hint: string;
  readonly onReconnect: () => void;
  /** More buttons. */
  readonly acts?: ReactNode;
  readonly children: ReactNode;
}

export function ConsoleFrame({ label, connection, hint, onReconnect, acts, children }: Props) {
  const { t } = useTranslation('servers');
  const { state, reason } = connection;
  const text = t(`connection.${state}`);
  const out = useRef<HTMLButtonElement>(null);
  // Every other key is the guest's, the one to the next field too.
  const leave = (event: KeyboardEvent): void => {
    if (event.key !== 'F6' || !event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    out.current?.focus();
  };
  return (
    <section aria-label={label}>
      <div className={styles.consoleHead}>
        <span role="status">
          <StatusTag tone={toneOf[state]}>
            {reason === undefined ? text : `${text}: ${t(`connection.reason.${reason}`)}`}
          </StatusTag>
        </span>
        <Button ref={out} icon={<ReloadOutlined aria-hidden />} onClick={onReconnect}>
          {t('connection.again')}
        </Button>
        {acts}
      </div>
      <p className={styles.hint}>
        {hint} {t('connection.way-out')}
      </p>
      <div className={styles.console} onKeyDownCapture={leave}>
        {children}
      </div>
    </section>
  );
}

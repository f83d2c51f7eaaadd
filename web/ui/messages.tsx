// Short messages at the top of the window, which are read out. Good news goes by itself; the rest stays until it is closed.
import { Alert } from 'antd';
import { createContext, useContext, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';

interface Messages {
  readonly success: (text: string) => void;
  readonly error: (text: string) => void;
}

interface Message {
  readonly id: number;
  readonly tone: 'success' | 'error';
  readonly text: string;
}

const shownMilliseconds = 4000;
const MessagesContext = createContext<Messages | null>(null);

/** For what has happened and needs no answer; what does stays on the page (ErrorAlert, ResultPanel). */
export function useMessages(): Messages {
  const messages = useContext(MessagesContext);
  if (messages === null) throw new Error('used outside of MessagesProvider');
  return messages;
}

export function MessagesProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<readonly Message[]>([]);
  const last = useRef(0);
  const messages = useMemo(() => {
    const add = (tone: Message['tone'], text: string): number => {
      last.current += 1;
      const id = last.current;
      setShown((before) => [...before, { id, tone, text }]);
      return id;
    };
    return {
      success: (text: string) => {
        const id = add('success', text);
        setTimeout(
          () => setShown((before) => before.filter((each) => each.id !== id)),
          shownMilliseconds,
        );
      },
      error: (text: string) => void add('error', text),
    };
  }, []);
  return (
    <MessagesContext value={messages}>
      {children}
      <div className={styles.toasts} role="status">
        {shown.map(({ id, tone, text }) => (
          <Alert
            key={id}
            showIcon
            type={tone}
            title={text}
            closable={{
              'aria-label': t('close'),
              onClose: () => setShown((before) => before.filter((each) => each.id !== id)),
            }}
          />
        ))}
      </div>
    </MessagesContext>
  );
}

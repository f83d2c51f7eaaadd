import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMessages } from './messages.tsx';
import styles from './ui.module.css';

const shownMilliseconds = 2000;

interface Props {
  readonly id: string;
  /** What the button says it copies; default: the id. */
  readonly name?: string;
  /** What is seen of it; default: all. */
  readonly shown?: string;
}

/** An id, or another word for programs, with a button that copies it. */
export function CopyableId({ id, name = id, shown = id }: Props) {
  const { t } = useTranslation();
  const messages = useMessages();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), shownMilliseconds);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async (): Promise<void> => {
    await copyText(id);
    setCopied(true);
    messages.success(t('copied'));
  };
  return (
    <span className={styles.copyable}>
      <span title={id}>{shown}</span>
      <Tooltip title={copied ? t('copied') : undefined}>
        <Button
          type="text"
          size="small"
          icon={copied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
          aria-label={t('copy', { text: name })}
          onClick={() => void copy()}
        />
      </Tooltip>
    </span>
  );
}

/** The clipboard API is there only for addresses that the browser calls secure, which plain http from another machine is not. */
async function copyText(text: string): Promise<void> {
  if (window.isSecureContext) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}

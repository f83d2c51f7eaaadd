import { InboxOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Bytes } from '../ui/Bytes.tsx';
import { Hidden } from '../ui/Hidden.tsx';
import styles from './images.module.css';

interface Props {
  /** From Form.Item, as the next ones but for the last. */
  readonly id?: string;
  readonly value?: File | undefined;
  readonly onChange?: (file: File) => void;
  readonly 'aria-describedby'?: string;
  readonly disabled?: boolean;
}

/** One file: chosen with a button, or dropped. */
export function FileField({
  id,
  value,
  onChange,
  'aria-describedby': describedBy,
  disabled = false,
}: Props) {
  const { t } = useTranslation('images');
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.item(0);
    if (file && !disabled) onChange?.(file);
  };
  return (
    <div
      className={styles.file}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <InboxOutlined aria-hidden className={styles.fileIcon ?? ''} />
      {value === undefined ? (
        <span>{t('file.drop')}</span>
      ) : (
        <span>
          <strong>{value.name}</strong> · <Bytes bytes={value.size} />
        </span>
      )}
      <Hidden>
        <input
          ref={input}
          id={id}
          type="file"
          tabIndex={-1}
          disabled={disabled}
          aria-label={t('file.label')}
          // A form that finds it missing comes here, where the eye sees nothing.
          onFocus={() => button.current?.focus()}
          onChange={({ target }) => {
            take(target.files);
            // The same file again is a choice, too.
            target.value = '';
          }}
        />
      </Hidden>
      <Button
        ref={button}
        disabled={disabled}
        aria-describedby={describedBy}
        onClick={() => input.current?.click()}
      >
        {t(value === undefined ? 'file.choose' : 'file.another')}
      </Button>
    </div>
  );
}

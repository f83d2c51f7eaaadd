import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly label: string;
  /** As it stands in the address. */
  readonly value: string;
  readonly onSearch: (text: string | undefined) => void;
}

const pauseMilliseconds = 300;

/** Searches when the typing pauses. */
export function SearchBox({ label, value, onSearch }: Props) {
  const { t } = useTranslation('table');
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // The address has changed by itself: back, a link, cleared filters.
  if (shown !== value) {
    setShown(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const search = (next: string): void => {
    clearTimeout(timer.current);
    onSearch(next.trim() || undefined);
  };
  return (
    <Input
      type="search"
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={t('clear-search')} /> }}
      prefix={<SearchOutlined aria-hidden />}
      aria-label={label}
      placeholder={label}
      style={{ width: 220 }}
      value={text}
      onChange={({ target }) => {
        setText(target.value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => search(target.value), pauseMilliseconds);
      }}
      onPressEnter={() => search(text)}
    />
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../ui/use-problem-text.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** How choices are asked for, and where the answer is kept. */
export interface ChoiceQuery {
  readonly queryKey: readonly string[];
  readonly queryFn: (request: { readonly signal: AbortSignal }) => Promise<readonly Choice[]>;
}

interface Props {
  /** What is chosen; said by the field itself while nothing is. */
  readonly label: string;
  /** Those whose name has the text in it, or whose id it is. */
  readonly choicesOf: (search: string) => ChoiceQuery;
  readonly className?: string;
  // Given by Form.Item, where it stands in one.
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (value: string | undefined) => void;
}

const pauseMilliseconds = 300;

/** One of many things that the service has, found by a part of its name. */
export function SearchSelect({ label, choicesOf, className = '', id, value, onChange }: Props) {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [text, setText] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const found = useQuery({ ...choicesOf(text), placeholderData: keepPreviousData });
  const choices = found.data ?? [];
  // What an address names, or was chosen after another search, may be none of these.
  const isKnown = value === undefined || choices.some((choice) => choice.value === value);
  const chosen = useQuery({ ...choicesOf(value ?? ''), enabled: !isKnown });
  const others = isKnown ? [] : (chosen.data ?? []);
  const search = (next: string): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setText(next.trim()), pauseMilliseconds);
  };
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      placeholder={label}
      allowClear
      popupMatchSelectWidth={false}
      className={className}
      loading={found.isFetching}
      showSearch={{ filterOption: false, onSearch: search }}
      notFoundContent={
        found.isFetching
          ? t('loading')
          : found.error === null
            ? t('nothing-found')
            : errorText(found.error)
      }
      options={[...others.filter((choice) => choice.value === value), ...choices]}
      value={value ?? null}
      onChange={(next: string | null | undefined) => onChange?.(next ?? undefined)}
    />
  );
}

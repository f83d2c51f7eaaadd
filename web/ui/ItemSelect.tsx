import { Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorAlert } from './ErrorAlert.tsx';
import { OptionRow } from './OptionRow.tsx';

export interface Choosable {
  readonly id: string;
  readonly name: string;
  /** What else one chooses by; what is null or empty is left out. */
  readonly about: readonly (string | null)[];
  /** Why it cannot be chosen. */
  readonly reason?: string | undefined;
}

/** What Form.Item gives to the field in it. */
export interface FieldProps<Chosen extends readonly unknown[]> {
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (id: string, ...chosen: Chosen) => void;
}

interface Props extends FieldProps<[]> {
  readonly label: string;
  readonly items: readonly Choosable[];
  readonly found: { readonly isPending: boolean; readonly error: unknown };
  /** Instead of the list when nothing is in it. */
  readonly none: ReactNode;
}

/** One of the things that the project has, found by its name. */
export function ItemSelect({ label, items, found, none, id, value, onChange }: Props) {
  const { t } = useTranslation();
  const byId = new Map(items.map((item) => [item.id, item]));
  return (
    <>
      <Select<string>
        {...(id === undefined ? {} : { id })}
        aria-label={label}
        placeholder={label}
        value={value ?? null}
        loading={found.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        notFoundContent={found.isPending ? t('loading') : none}
        options={items.map((item) => ({
          value: item.id,
          label: item.name,
          disabled: item.reason !== undefined,
        }))}
        optionRender={({ value: key, label: name }) => {
          const { about = [], reason } = byId.get(String(key)) ?? {};
          const words = about.filter((word) => word !== null && word !== '');
          return <OptionRow name={name} about={words.join(' · ')} reason={reason} />;
        }}
        onChange={(next) => onChange?.(next)}
      />
      <ErrorAlert error={found.error} />
    </>
  );
}

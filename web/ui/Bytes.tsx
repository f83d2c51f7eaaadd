import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';

/** A size; null: not known yet. */
export function Bytes({ bytes }: { readonly bytes: number | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  return bytes === null ? (
    t('none')
  ) : (
    <span title={`${format.number(bytes)} B`}>{format.bytes(bytes)}</span>
  );
}

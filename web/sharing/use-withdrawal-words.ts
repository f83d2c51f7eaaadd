import { useTranslation } from 'react-i18next';

/** What it means for a project that an image is taken from it, a sentence each. */
export function useWithdrawalWords(): readonly string[] {
  const { t } = useTranslation('sharing');
  return [t('withdraw.gone'), t('withdraw.stays'), t('withdraw.back')];
}

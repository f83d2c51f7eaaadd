import { useTranslation } from 'react-i18next';
import { allActs } from './acts.ts';

/** The words for what was done. */
export function useActText(): (action: string) => string {
  const { t } = useTranslation('audit');
  return (action) => {
    const act = allActs.find((each) => each === action);
    return act === undefined ? action : t(`act.${act}`);
  };
}

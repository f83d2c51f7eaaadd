import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { largestShare } from '../api/shares.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { useAbilityText } from '../ui/use-problem-text.ts';
import type { ImageDialog } from './ImageActing.tsx';

interface Props {
  /** What is ticked. */
  readonly images: readonly Image[];
  /** Default: all that can be done with several. */
  readonly acts?: readonly BulkAct[];
  readonly onOpen: (dialog: ImageDialog) => void;
}

type BulkAct = 'delete' | 'share' | 'withdraw';
const allActs: readonly BulkAct[] = ['delete', 'share', 'withdraw'];

/** What can be done with several images at once. */
export function BulkActs({ images, acts = allActs, onOpen }: Props) {
  const { t } = useTranslation('images');
  const reasonFor = useAbilityText();
  const reasonOf = (act: BulkAct): string | undefined => {
    const [first] = images;
    if (first === undefined) return t('act.choose-first');
    if (act === 'delete') {
      // One is enough: the dialog tells of those that are left out.
      const { delete: ability } = first.can;
      return images.some(({ can }) => can.delete === true) ? undefined : reasonFor(ability);
    }
    return images.length > largestShare ? t('act.too-many', { count: largestShare }) : undefined;
  };
  return acts.map((act) => (
    <DisabledReason key={act} reason={reasonOf(act)}>
      <Button onClick={() => onOpen({ act, images })}>{t(`act.${act}`)}</Button>
    </DisabledReason>
  ));
}

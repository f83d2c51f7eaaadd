import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { AbilityButton } from '../ui/AbilityButton.tsx';
import { InRow } from '../ui/Acts.tsx';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { useAbilityText } from '../ui/use-problem-text.ts';
import type { ImageDialog } from './ImageActing.tsx';
import { MoreMenu, useImageUses } from './MoreMenu.tsx';

interface Props {
  readonly image: Image;
  readonly onOpen: (dialog: ImageDialog) => void;
}

/** What can be done with an image, in its row. */
export function RowActs({ image, onOpen }: Props) {
  const { t } = useTranslation('images');
  const [use] = useImageUses(image, onOpen);
  const name = image.name ?? image.id;
  return (
    <InRow>
      {/* Everybody has a public image already. */}
      {image.visibility === 'public' ? (
        use === undefined ? null : (
          <AbilityButton {...use} about={name} />
        )
      ) : (
        <AbilityButton
          ability={image.can.share}
          label={t('act.share')}
          about={name}
          onClick={() => onOpen({ act: 'share', images: [image] })}
        />
      )}
      <AbilityButton
        ability={image.can.edit}
        label={t('act.edit')}
        about={name}
        onClick={() => onOpen({ act: 'edit', image })}
      />
      <MoreMenu inRow withoutFirst={image.visibility === 'public'} image={image} onOpen={onOpen} />
    </InRow>
  );
}

/** The same at the top of its page. */
export function PageActs({ image, onOpen }: Props) {
  const { t } = useTranslation('images');
  const reasonFor = useAbilityText();
  const [use] = useImageUses(image, onOpen);
  return (
    <>
      {image.visibility === 'public' ? null : (
        <DisabledReason reason={reasonFor(image.can.share)}>
          <Button type="primary" onClick={() => onOpen({ act: 'share', images: [image] })}>
            {t('act.share')}
          </Button>
        </DisabledReason>
      )}
      {use === undefined ? null : (
        <DisabledReason reason={reasonFor(use.ability)}>
          <Button onClick={use.onClick}>{use.label}</Button>
        </DisabledReason>
      )}
      <DisabledReason reason={reasonFor(image.can.edit)}>
        <Button onClick={() => onOpen({ act: 'edit', image })}>{t('act.edit')}</Button>
      </DisabledReason>
      <MoreMenu withoutFirst image={image} onOpen={onOpen} />
    </>
  );
}

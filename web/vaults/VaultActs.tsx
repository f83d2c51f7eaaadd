import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { AbilityButton } from '../sharing/AbilityButton.tsx';
import { ActMenu, type MenuAct } from '../ui/ActMenu.tsx';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { useAbilityText } from '../ui/use-problem-text.ts';
import type { VaultDialog } from './VaultActing.tsx';
import styles from './vaults.module.css';

interface Props {
  readonly vault: Vault;
  readonly onOpen: (dialog: VaultDialog) => void;
}

/** What can be done with a vault, in its row. */
export function RowActs({ vault, onOpen }: Props) {
  const { t } = useTranslation('vaults');
  const [first, ...rest] = useActs(vault, onOpen);
  return (
    <div className={styles.rowActs}>
      <AbilityButton {...first} about={vault.name} />
      <ActMenu label={t('act.more')} about={vault.name} acts={rest} />
    </div>
  );
}

/** The same at the top of its page. */
export function PageActs({ vault, onOpen }: Props) {
  const { t } = useTranslation('vaults');
  const reasonFor = useAbilityText();
  const [{ ability, label, onClick }, ...rest] = useActs(vault, onOpen);
  return (
    <>
      <DisabledReason reason={reasonFor(ability)}>
        <Button onClick={onClick}>{label}</Button>
      </DisabledReason>
      <ActMenu label={t('act.more')} acts={rest} />
    </>
  );
}

function useActs(
  vault: Vault,
  onOpen: (dialog: VaultDialog) => void,
): readonly [MenuAct, ...(MenuAct | 'divider')[]] {
  const { t } = useTranslation('vaults');
  const { can, status } = vault;
  const act = (
    key: 'resize' | 'edit' | 'lock' | 'unlock' | 'delete',
    ability: true | string,
  ): MenuAct => ({
    key,
    label: t(`act.${key}`),
    ability,
    danger: key === 'delete',
    onClick: () => onOpen({ act: key, vault }),
  });
  return [
    act('resize', can.update),
    act('edit', can.update),
    act(status === 'locked' ? 'unlock' : 'lock', can.update),
    'divider',
    act('delete', can.delete),
  ];
}

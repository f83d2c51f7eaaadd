import { useTranslation } from 'react-i18next';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import type { MenuAct } from '../ui/ActMenu.tsx';
import { ActsInRow, ActsOfPage } from '../ui/Acts.tsx';
import type { VaultDialog } from './VaultActing.tsx';

interface Props {
  readonly vault: Vault;
  readonly onOpen: (dialog: VaultDialog) => void;
}

/** What can be done with a vault, in its row. */
export function RowActs({ vault, onOpen }: Props) {
  return <ActsInRow about={vault.name} acts={useActs(vault, onOpen)} shown={1} />;
}

/** The same at the top of its page. */
export function PageActs({ vault, onOpen }: Props) {
  return <ActsOfPage acts={useActs(vault, onOpen)} shown={1} />;
}

function useActs(
  vault: Vault,
  onOpen: (dialog: VaultDialog) => void,
): readonly (MenuAct | 'divider')[] {
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

import { useTranslation } from 'react-i18next';
import type { Disk } from '../../src/api/accord/disks/schema.ts';
import type { MenuAct } from '../ui/ActMenu.tsx';
import { ActsInRow } from '../ui/Acts.tsx';
import type { DiskDialog } from './DiskActing.tsx';

interface Props {
  readonly disk: Disk;
  readonly onOpen: (dialog: DiskDialog) => void;
}

/** What can be done with a disk, in its row. */
export function RowActs({ disk, onOpen }: Props) {
  const { t } = useTranslation('disks');
  const { can, name } = disk;
  const act = (key: 'attach' | 'detach' | 'grow' | 'capture', ability = can[key]): MenuAct => ({
    key,
    label: t(`act.${key}`),
    ability,
    onClick: () => onOpen({ act: key, disk }),
  });
  const acts: readonly (MenuAct | 'divider')[] = [
    act(disk.server === null ? 'attach' : 'detach'),
    act('grow'),
    act('capture'),
    {
      key: 'edit',
      label: t('act.edit'),
      ability: can.update,
      onClick: () => onOpen({ act: 'edit', disk }),
    },
    'divider',
    {
      key: 'delete',
      label: t('act.delete'),
      ability: can.delete,
      danger: true,
      onClick: () => onOpen({ act: 'delete', disks: [disk] }),
    },
  ];
  return <ActsInRow about={name} acts={acts} shown={2} />;
}

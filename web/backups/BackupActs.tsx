import { useTranslation } from 'react-i18next';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import type { MenuAct } from '../ui/ActMenu.tsx';
import { ActsInRow, ActsOfPage } from '../ui/Acts.tsx';
import type { BackupDialog } from './BackupActing.tsx';

interface Props {
  readonly backup: Backup;
  readonly onOpen: (dialog: BackupDialog) => void;
}

/** What can be done with a backup, in its row. */
export function RowActs({ backup, onOpen }: Props) {
  return <ActsInRow about={backup.name} acts={useActs(backup, onOpen)} shown={1} />;
}

/** The same at the top of its page. */
export function PageActs({ backup, onOpen }: Props) {
  return <ActsOfPage acts={useActs(backup, onOpen)} shown={2} />;
}

function useActs(
  backup: Backup,
  onOpen: (dialog: BackupDialog) => void,
): readonly (MenuAct | 'divider')[] {
  const { t } = useTranslation('backups');
  const { can } = backup;
  const act = (key: BackupDialog['act'], ability: true | string): MenuAct => ({
    key,
    label: t(`act.${key}`),
    ability,
    danger: key === 'delete',
    onClick: () => onOpen({ act: key, backup }),
  });
  return [
    act('restore', can.restore),
    act('make-image', can.makeImage),
    act('edit', can.update),
    'divider',
    act('delete', can.delete),
  ];
}

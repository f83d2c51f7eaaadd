import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import { AbilityButton } from '../sharing/AbilityButton.tsx';
import { ActMenu, type MenuAct } from '../ui/ActMenu.tsx';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { useAbilityText } from '../ui/use-problem-text.ts';
import styles from '../vaults/vaults.module.css';
import type { BackupDialog } from './BackupActing.tsx';

interface Props {
  readonly backup: Backup;
  readonly onOpen: (dialog: BackupDialog) => void;
}

/** What can be done with a backup, in its row. */
export function RowActs({ backup, onOpen }: Props) {
  const { t } = useTranslation('backups');
  const [first, ...rest] = useActs(backup, onOpen);
  return (
    <div className={styles.rowActs}>
      <AbilityButton {...first} about={backup.name} />
      <ActMenu label={t('act.more')} about={backup.name} acts={rest} />
    </div>
  );
}

/** The same at the top of its page. */
export function PageActs({ backup, onOpen }: Props) {
  const { t } = useTranslation('backups');
  const reasonFor = useAbilityText();
  const [first, second, ...rest] = useActs(backup, onOpen);
  return (
    <>
      {[first, second].map(({ key, ability, label, onClick }) => (
        <DisabledReason key={key} reason={reasonFor(ability)}>
          <Button onClick={onClick}>{label}</Button>
        </DisabledReason>
      ))}
      <ActMenu label={t('act.more')} acts={rest} />
    </>
  );
}

function useActs(
  backup: Backup,
  onOpen: (dialog: BackupDialog) => void,
): readonly [MenuAct, MenuAct, ...(MenuAct | 'divider')[]] {
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

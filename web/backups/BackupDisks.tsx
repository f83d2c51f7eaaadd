import { useTranslation } from 'react-i18next';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import { Bytes } from '../ui/Bytes.tsx';
import styles from '../vaults/vaults.module.css';
import { storedOf } from './backup-words.ts';

/** The disks that were backed up (备份详情), and how large they are together. */
export function BackupDisks({ backup }: { readonly backup: Backup }) {
  const { t } = useTranslation('backups');
  const yesNo = (is: boolean): string => t(is ? 'yes' : 'no', { ns: 'common' });
  return (
    <div className={styles.scroll} role="group" aria-label={t('disks.title')} tabIndex={0}>
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">{t('disks.name')}</th>
            <th scope="col">{t('disks.role')}</th>
            <th scope="col">{t('disks.bootable')}</th>
            <th scope="col" className={styles.number}>
              {t('disks.size')}
            </th>
            <th scope="col" className={styles.number}>
              {t('disks.stored')}
            </th>
          </tr>
        </thead>
        <tbody>
          {backup.disks.map(({ id, name, role, bootable, size, stored }) => (
            <tr key={id}>
              <td>{name}</td>
              <td>{t(`disks.${role}`)}</td>
              <td>{yesNo(bootable)}</td>
              <td className={styles.number}>{size}</td>
              <td className={styles.number}>
                <Bytes bytes={stored} />
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td colSpan={3}>{t('disks.total')}</td>
            <td className={styles.number}>{backup.size}</td>
            <td className={styles.number}>
              <Bytes bytes={storedOf(backup)} />
            </td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

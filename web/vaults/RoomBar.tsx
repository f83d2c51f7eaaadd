// How full a vault is: of its own backups, of what is held for accepted images, and free.
import { useTranslation } from 'react-i18next';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { useFormat } from '../i18n/use-format.ts';
import { mibOf } from './room.ts';
import { roomText } from './vault-words.ts';
import styles from './vaults.module.css';

type Room = Pick<Vault, 'capacity' | 'used' | 'reserved' | 'free'>;

/** In a row: the bar, and what is free. */
export function RoomBar({ vault }: { readonly vault: Room }) {
  const { t } = useTranslation('vaults');
  const format = useFormat();
  return (
    <div className={styles.room}>
      <Bar vault={vault} />
      <span>
        {t('room.free-of', {
          free: roomText(format, vault.free),
          capacity: roomText(format, mibOf(vault.capacity)),
        })}
      </span>
    </div>
  );
}

/** On its page: the bar, and what each part of it is. */
export function RoomFacts({ vault }: { readonly vault: Room }) {
  const { t } = useTranslation('vaults');
  const format = useFormat();
  const parts = [
    { key: 'used', mib: vault.used },
    { key: 'reserved', mib: vault.reserved },
    { key: 'free', mib: vault.free },
  ] as const;
  return (
    <div className={styles.wide}>
      <Bar vault={vault} />
      <ul className={styles.legend}>
        {parts.map(({ key, mib }) => (
          <li key={key}>
            <span
              aria-hidden
              className={`${styles.swatch} ${key === 'free' ? '' : (styles[key] ?? '')}`}
            />
            {t(`room.${key}`)} <strong>{roomText(format, mib)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Bar({ vault: { capacity, used, reserved, free } }: { readonly vault: Room }) {
  const { t } = useTranslation('vaults');
  const format = useFormat();
  const share = (mib: number): string => `${Math.min(100, (mib / mibOf(capacity)) * 100)}%`;
  return (
    <div
      role="img"
      aria-label={t('room.all', {
        used: roomText(format, used),
        reserved: roomText(format, reserved),
        free: roomText(format, free),
      })}
      className={styles.bar}
    >
      <span className={styles.used} style={{ width: share(used) }} />
      <span className={styles.reserved} style={{ width: share(reserved) }} />
    </div>
  );
}

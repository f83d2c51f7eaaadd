// The vault for something that needs room: all of them with what is free; those that do not fit say why, and can be made larger here.
import { PlusOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Radio } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemProblem } from '../../src/api/accord/schema.ts';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { useChangeVault } from '../api/vaults.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useProject } from '../session/session-context.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { capacityWith, mibOf } from './room.ts';
import { roomText } from './vault-words.ts';
import { VaultGuide } from './VaultGuide.tsx';
import styles from './vaults.module.css';

const NewVaultDialog = lazy(async () => ({
  default: (await import('./NewVaultDialog.tsx')).NewVaultDialog,
}));

export interface VaultOption {
  readonly vault: Vault;
  /** MiB that it is asked for; 0: none. */
  readonly needed: number;
  /** Why it has no room for that; null: it has. */
  readonly problem: ItemProblem | null;
}

interface Props {
  readonly label: string;
  readonly options: readonly VaultOption[];
  /** MiB that a new one is made for. */
  readonly needed: number;
  /** One of them is chosen; default: they are only shown, each with what it is asked for. */
  readonly choose?: {
    readonly value: string | undefined;
    readonly onChange: (vaultId: string) => void;
  };
  /** Called with one that has just been made. */
  readonly onMade: (vault: Vault) => void;
  readonly isFetching: boolean;
  readonly onRefresh: () => void;
}

export function VaultChoice({
  label,
  options,
  needed,
  choose,
  onMade,
  isFetching,
  onRefresh,
}: Props) {
  const { t } = useTranslation('vaults');
  const [isMaking, setMaking] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const rows = options.map((option) => (
    <VaultRow
      key={option.vault.id}
      option={option}
      isChoice={choose !== undefined}
      onEnlarged={() => choose?.onChange(option.vault.id)}
      onFailure={setFailure}
    />
  ));
  const table = (
    <div className={styles.scroll} role="group" aria-label={label} tabIndex={0}>
      <table className={styles.plain}>
        <thead>
          <tr>
            <th scope="col">{t('column.name')}</th>
            <th scope="col" className={styles.number}>
              {t('column.capacity')}
            </th>
            <th scope="col" className={styles.number}>
              {t('room.free')}
            </th>
            {choose === undefined ? (
              <th scope="col" className={styles.number}>
                {t('choice.asked')}
              </th>
            ) : null}
            <th scope="col">{t('choice.fits')}</th>
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
    </div>
  );
  return (
    <fieldset className={styles.choice}>
      <legend>{label}</legend>
      <div className={styles.choiceHead}>
        <Button icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
          {t('new.title')}
        </Button>
        <Button
          icon={<ReloadOutlined aria-hidden spin={isFetching} />}
          aria-label={t('refresh', { ns: 'table' })}
          onClick={onRefresh}
        />
        <VaultGuide />
      </div>
      {options.length === 0 ? (
        <p className={styles.part}>{t('choice.none')}</p>
      ) : choose === undefined ? (
        table
      ) : (
        <Radio.Group
          aria-label={label}
          className={styles.options ?? ''}
          value={choose.value ?? null}
          onChange={({ target }) => choose.onChange(String(target.value))}
        >
          {table}
        </Radio.Group>
      )}
      <ErrorAlert error={failure} />
      <Suspense>
        {isMaking ? (
          <NewVaultDialog needed={needed} onMade={onMade} onClose={() => setMaking(false)} />
        ) : null}
      </Suspense>
    </fieldset>
  );
}

interface RowProps {
  readonly option: VaultOption;
  readonly isChoice: boolean;
  readonly onEnlarged: () => void;
  readonly onFailure: (error: unknown) => void;
}

function VaultRow({ option, isChoice, onEnlarged, onFailure }: RowProps) {
  const { t } = useTranslation('vaults');
  const textOf = useProblemText();
  const format = useFormat();
  const change = useChangeVault(useProject().id);
  const { vault, needed, problem } = option;
  const capacity =
    problem?.code === 'vault.too-small' && vault.can.update === true
      ? capacityWith(vault, needed)
      : undefined;
  const enlarge = async (): Promise<void> => {
    onFailure(null);
    try {
      await change.mutateAsync({
        vaultId: vault.id,
        ...(capacity === undefined ? {} : { capacity }),
      });
      onEnlarged();
    } catch (error) {
      onFailure(error);
    }
  };
  return (
    <tr>
      <td>
        {isChoice ? (
          <Radio value={vault.id} disabled={problem !== null}>
            {vault.name}
          </Radio>
        ) : (
          vault.name
        )}
      </td>
      <td className={styles.number}>{roomText(format, mibOf(vault.capacity))}</td>
      <td className={styles.number}>{roomText(format, vault.free)}</td>
      {isChoice ? null : (
        <td className={styles.number}>
          {needed === 0 ? t('none', { ns: 'common' }) : roomText(format, needed)}
        </td>
      )}
      <td>
        <div className={styles.fits}>
          {problem === null ? (
            isChoice || needed > 0 ? (
              <span className={styles.good}>{t('choice.has-room')}</span>
            ) : null
          ) : (
            <span className={styles.bad}>{textOf(problem)}</span>
          )}
          {capacity === undefined ? null : (
            <Button
              size="small"
              loading={change.isPending}
              aria-label={`${vault.name}: ${t('choice.enlarge', { size: capacity - vault.capacity })}`}
              onClick={() => void enlarge()}
            >
              {t('choice.enlarge', { size: capacity - vault.capacity })}
            </Button>
          )}
        </div>
      </td>
    </tr>
  );
}

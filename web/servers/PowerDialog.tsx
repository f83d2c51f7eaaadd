import { Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { asProblem } from '../api/problem.ts';
import { usePower, type Power } from '../api/servers.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { useProject } from '../session/session-context.ts';
import { LeftOut } from '../ui/LeftOut.tsx';
import { useMessages } from '../ui/messages.tsx';
import { ResultPanel, type Result } from '../ui/ResultPanel.tsx';
import styles from './servers.module.css';

interface Props {
  readonly power: Power;
  /** At least one of them can take it. */
  readonly servers: readonly Server[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Asks before servers are started, stopped or rebooted, and how. */
export function PowerDialog({ power, servers, onDone, onClose }: Props) {
  const { t } = useTranslation('servers');
  const messages = useMessages();
  const switching = usePower(useProject().id);
  const [hard, setHard] = useState(false);
  const [results, setResults] = useState<readonly Result[] | null>(null);
  // Those of the moment when one was asked: the rows go on.
  const [able] = useState(() => servers.filter(({ can }) => can[power] === true));
  const leftOut = servers.filter(({ id }) => able.every((each) => each.id !== id));

  const confirm = async (): Promise<'stay' | undefined> => {
    const sent: Result[] = [];
    for (const { id, name } of able) {
      try {
        await switching.mutateAsync({ serverId: id, power, hard });
        sent.push({ key: id, name });
      } catch (error) {
        if (able.length === 1) throw error;
        const { code, message: detail } = asProblem(error);
        sent.push({ key: id, name, problem: { code, detail } });
      }
    }
    onDone();
    if (sent.some(({ problem }) => problem !== undefined)) {
      setResults(sent);
      return 'stay';
    }
    messages.success(t(`power.begun.${power}`, { count: able.length }));
    return undefined;
  };
  return (
    <ConfirmDialog
      open
      danger={power !== 'start'}
      title={t(`power.title.${power}`, { count: able.length })}
      consequences={[t(`power.what.${power}`)]}
      items={able.map(({ id, name }) => ({ key: id, name }))}
      confirmLabel={t(`act.${power}`)}
      onConfirm={confirm}
      onClose={onClose}
    >
      {power === 'start' ? null : (
        <Radio.Group
          aria-label={t('power.how')}
          className={styles.choices ?? ''}
          value={hard}
          onChange={({ target }) => setHard(target.value === true)}
          options={[
            { value: false, label: t(`power.soft.${power}`) },
            { value: true, label: t('power.hard') },
          ]}
        />
      )}
      <LeftOut
        title={t('left-out', { count: leftOut.length })}
        items={leftOut.map(({ id, name, can }) => ({ key: id, name, code: String(can[power]) }))}
      />
      {results === null ? null : <ResultPanel results={results} onClose={() => setResults(null)} />}
    </ConfirmDialog>
  );
}

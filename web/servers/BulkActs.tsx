import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import type { ServerDialog } from './ServerActing.tsx';

interface Props {
  /** What is ticked. */
  readonly servers: readonly Server[];
  readonly onOpen: (dialog: ServerDialog) => void;
}

/** What can be done with several servers at once. One that can take it is enough: dialogs tell of those that are left out. */
export function BulkActs({ servers, onOpen }: Props) {
  const { t } = useTranslation('servers');
  const textOf = useProblemText();
  const reasonOf = (act: 'start' | 'stop' | 'delete'): string | undefined => {
    const [first] = servers;
    if (first === undefined) return t('act.choose-first');
    const code = first.can[act];
    if (code === true || servers.some(({ can }) => can[act] === true)) return undefined;
    return textOf({ code, detail: code });
  };
  return (['start', 'stop', 'delete'] as const).map((act) => (
    <DisabledReason key={act} reason={reasonOf(act)}>
      <Button onClick={() => onOpen({ act, servers })}>{t(`act.${act}`)}</Button>
    </DisabledReason>
  ));
}

import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';

/** Instead of a console that cannot be opened now. */
export function NotRunning({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const textOf = useProblemText();
  const code = server.can.console;
  const isRunning = server.status === 'running';
  return (
    <EmptyState
      title={t('console.closed')}
      hint={isRunning && code !== true ? textOf({ code, detail: code }) : t('console.not-running')}
    />
  );
}

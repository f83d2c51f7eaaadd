import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { useChangeServer } from '../api/servers.ts';
import { NameDialog } from '../forms/NameDialog.tsx';
import { useProject } from '../session/session-context.ts';

interface Props {
  readonly server: Server;
  readonly onClose: () => void;
}

export function EditServerDialog({ server, onClose }: Props) {
  const { t } = useTranslation('servers');
  const change = useChangeServer(useProject().id, server.id);
  return (
    <NameDialog
      title={t('edit.title', { server: server.name })}
      submitLabel={t('edit.submit')}
      initial={server}
      onSubmit={async (values) => await change.mutateAsync(values)}
      onClose={onClose}
    />
  );
}

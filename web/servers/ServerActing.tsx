// Dialogs in which one does something to servers. Loaded when something is first done.
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { useCaptureServer, type Power } from '../api/servers.ts';
import { BackUpDialog } from '../backups/BackUpDialog.tsx';
import { AttachDialog } from '../disks/AttachDialog.tsx';
import { CaptureDialog } from '../disks/CaptureDialog.tsx';
import { useProject } from '../session/session-context.ts';
import { DeleteServersDialog } from './DeleteServersDialog.tsx';
import { EditServerDialog } from './EditServerDialog.tsx';
import { OsDialog } from './OsDialog.tsx';
import { PowerDialog } from './PowerDialog.tsx';
import { SameDialog } from './SameDialog.tsx';

/** All disks together, with or without an image of that. */
export type BackUpAct = 'back-up' | 'server-image';

export type ServerDialog =
  | { readonly act: Power | 'delete'; readonly servers: readonly Server[] }
  | {
      readonly act: 'edit' | 'capture' | 'attach' | 'same' | 'change-os' | 'reinstall' | BackUpAct;
      readonly server: Server;
    };

interface Props {
  readonly dialog: ServerDialog;
  /** Something was begun. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function ServerActing({ dialog, onDone, onClose }: Props) {
  switch (dialog.act) {
    case 'start':
    case 'stop':
    case 'reboot':
      return (
        <PowerDialog
          power={dialog.act}
          servers={dialog.servers}
          onDone={onDone}
          onClose={onClose}
        />
      );
    case 'delete':
      return <DeleteServersDialog servers={dialog.servers} onDone={onDone} onClose={onClose} />;
    case 'edit':
      return <EditServerDialog server={dialog.server} onClose={onClose} />;
    case 'capture':
      return <CaptureServer server={dialog.server} onClose={onClose} />;
    case 'attach':
      return <AttachDialog server={dialog.server} onClose={onClose} />;
    case 'same':
      return <SameDialog server={dialog.server} onClose={onClose} />;
    case 'back-up':
    case 'server-image':
      return <BackUpDialog act={dialog.act} server={dialog.server} onClose={onClose} />;
    case 'change-os':
    case 'reinstall':
      return <OsDialog act={dialog.act} server={dialog.server} onClose={onClose} />;
  }
}

interface CaptureProps {
  readonly server: Server;
  readonly onClose: () => void;
}

function CaptureServer({ server, onClose }: CaptureProps) {
  const { t } = useTranslation('servers');
  const capture = useCaptureServer(useProject().id, server.id);
  return (
    <CaptureDialog
      of={server.name}
      notes={[
        t('capture.what'),
        t(server.status === 'running' ? 'capture.running' : 'capture.stopped'),
        t('capture.secrets'),
      ]}
      onSubmit={async (wanted) => await capture.mutateAsync(wanted)}
      onClose={onClose}
    />
  );
}

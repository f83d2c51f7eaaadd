import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import type { MenuAct } from '../ui/ActMenu.tsx';
import { ActsInRow, ActsOfPage } from '../ui/Acts.tsx';
import type { BackUpAct, ServerDialog } from './ServerActing.tsx';

interface Props {
  readonly server: Server;
  readonly onOpen: (dialog: ServerDialog) => void;
}

/** What can be done with a server, in its row. */
export function RowActs({ server, onOpen }: Props) {
  return <ActsInRow about={server.name} acts={useActs(server, onOpen)} shown={2} />;
}

/** The same at the top of its page. */
export function PageActs({ server, onOpen }: Props) {
  return <ActsOfPage acts={useActs(server, onOpen)} shown={2} />;
}

/** All of it, what one does most often first. */
function useActs(
  server: Server,
  onOpen: (dialog: ServerDialog) => void,
): readonly (MenuAct | 'divider')[] {
  const { t } = useTranslation('servers');
  const { t: ofBackups } = useTranslation('backups');
  const project = useProject();
  const navigate = useNavigate();
  const { can } = server;
  const power = (key: 'start' | 'stop' | 'reboot'): MenuAct => ({
    key,
    label: t(`act.${key}`),
    ability: can[key],
    onClick: () => onOpen({ act: key, servers: [server] }),
  });
  const act = (
    key: 'edit' | 'capture' | 'attach' | 'same' | 'change-os' | 'reinstall' | BackUpAct,
    ability: true | string,
  ): MenuAct => ({
    key,
    label:
      key === 'back-up' || key === 'server-image' ? ofBackups(`begin.act.${key}`) : t(`act.${key}`),
    ability,
    onClick: () => onOpen({ act: key, server }),
  });
  const isStopped = server.status === 'stopped';
  return [
    isStopped ? power('start') : power('stop'),
    act('change-os', can.changeOs),
    {
      key: 'console',
      label: t('act.console'),
      ability: can.console,
      onClick: () => void navigate(paths.server(project.id, server.id, 'screen')),
    },
    isStopped ? power('stop') : power('start'),
    power('reboot'),
    'divider',
    act('reinstall', can.reinstall),
    act('same', can.same),
    act('capture', can.capture),
    act('server-image', can.backUp),
    act('back-up', can.backUp),
    act('attach', can.attachDisk),
    act('edit', can.update),
    'divider',
    {
      key: 'delete',
      label: t('act.delete'),
      ability: can.delete,
      danger: true,
      onClick: () => onOpen({ act: 'delete', servers: [server] }),
    },
  ];
}

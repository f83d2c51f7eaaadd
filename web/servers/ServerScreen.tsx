import RFB from '@novnc/novnc';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { consoleUrl } from '../api/servers.ts';
import { useProject } from '../session/session-context.ts';
import { closedBy, connecting, open, type Connection } from './connection.ts';
import { ConsoleFrame } from './ConsoleFrame.tsx';
import { NotRunning } from './NotRunning.tsx';
import styles from './servers.module.css';

/** What a server shows on its screen, with its keyboard and mouse. */
export function ServerScreen({ server }: { readonly server: Server }) {
  // Another run is another screen.
  return server.can.console === true ? (
    <Screen key={server.startedAt} server={server} />
  ) : (
    <NotRunning server={server} />
  );
}

function Screen({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const project = useProject();
  const [attempt, setAttempt] = useState(0);
  const [connection, setConnection] = useState(connecting);
  const [screen, setScreen] = useState<RFB | null>(null);
  return (
    <ConsoleFrame
      label={t('detail.screen')}
      connection={connection}
      hint={t('screen.hint')}
      onReconnect={() => setAttempt(attempt + 1)}
      acts={
        <Button
          disabled={connection.state !== 'open'}
          onClick={() => {
            screen?.sendCtrlAltDel();
            screen?.focus();
          }}
        >
          Ctrl + Alt + Del
        </Button>
      }
    >
      <Picture
        key={attempt}
        url={consoleUrl(project.id, server.id, 'screen')}
        label={t('screen.label', { server: server.name })}
        onConnection={setConnection}
        onScreen={setScreen}
      />
    </ConsoleFrame>
  );
}

interface PictureProps {
  readonly url: string;
  readonly label: string;
  readonly onConnection: (connection: Connection) => void;
  readonly onScreen: (screen: RFB | null) => void;
}

/** Connects as long as it is there. */
function Picture({ url, label, onConnection, onScreen }: PictureProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = place.current;
    if (target === null) return undefined;
    let isOver = false;
    const tell = (connection: Connection): void => {
      if (!isOver) onConnection(connection);
    };
    tell(connecting);
    const socket = new WebSocket(url, ['binary']);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('close', ({ code }) => tell(closedBy(code)));
    const screen = new RFB(target, socket, { shared: true });
    screen.scaleViewport = true;
    screen.background = 'transparent';
    screen.addEventListener('connect', () => tell(open));
    onScreen(screen);
    // It is reached by the keyboard, and has a name.
    const canvas = target.querySelector('canvas');
    canvas?.setAttribute('tabindex', '0');
    canvas?.setAttribute('role', 'application');
    canvas?.setAttribute('aria-label', label);
    return () => {
      isOver = true;
      onScreen(null);
      screen.disconnect();
    };
  }, [url, label, onConnection, onScreen]);
  return <div ref={place} className={styles.screen} />;
}

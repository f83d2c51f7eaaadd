import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { consoleUrl } from '../api/servers.ts';
import { useProject } from '../session/session-context.ts';
import { closedBy, connecting, open, type Connection } from './connection.ts';
import { ConsoleFrame } from './ConsoleFrame.tsx';
import { NotRunning } from './NotRunning.tsx';
import styles from './servers.module.css';

/** A terminal on a server's first serial port. */
export function SerialConsole({ server }: { readonly server: Server }) {
  return server.can.console === true ? (
    <Serial key={server.startedAt} server={server} />
  ) : (
    <NotRunning server={server} />
  );
}

function Serial({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const project = useProject();
  const [attempt, setAttempt] = useState(0);
  const [connection, setConnection] = useState(connecting);
  return (
    <ConsoleFrame
      label={t('detail.serial')}
      connection={connection}
      hint={t('serial.hint')}
      onReconnect={() => setAttempt(attempt + 1)}
    >
      <SerialTerminal
        key={attempt}
        url={consoleUrl(project.id, server.id, 'serial')}
        label={t('serial.label', { server: server.name })}
        onConnection={setConnection}
      />
    </ConsoleFrame>
  );
}

/** Dark in both schemes, as guests take for granted; their colours have enough contrast on it. */
const options = {
  screenReaderMode: true,
  fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSize: 14,
  scrollback: 5000,
  minimumContrastRatio: 4.5,
  theme: { background: '#15191f', foreground: '#e6e9ef' },
};

interface TerminalProps {
  readonly url: string;
  readonly label: string;
  readonly onConnection: (connection: Connection) => void;
}

/** Connects as long as it is there. */
function SerialTerminal({ url, label, onConnection }: TerminalProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = place.current;
    if (target === null) return undefined;
    let isOver = false;
    const tell = (connection: Connection): void => {
      if (!isOver) onConnection(connection);
    };
    tell(connecting);
    const terminal = new Terminal(options);
    const fit = new FitAddon();
    terminal.loadAddon(fit);
    terminal.open(target);
    terminal.textarea?.setAttribute('aria-label', label);
    fit.fit();
    const resizing = new ResizeObserver(() => fit.fit());
    resizing.observe(target);

    const socket = new WebSocket(url, ['binary']);
    socket.binaryType = 'arraybuffer';
    const encoder = new TextEncoder();
    const typing = terminal.onData((text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(encoder.encode(text));
    });
    socket.addEventListener('open', () => {
      tell(open);
      if (!isOver) terminal.focus();
    });
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      if (!isOver) terminal.write(new Uint8Array(data));
    });
    socket.addEventListener('close', ({ code }) => tell(closedBy(code)));
    return () => {
      isOver = true;
      socket.close();
      typing.dispose();
      resizing.disconnect();
      terminal.dispose();
    };
  }, [url, label, onConnection]);
  return <div ref={place} className={styles.terminal} />;
}

// What a private image is made of when it is no file: something that the project has is chosen, and the dialog that makes images of it opened.
import { useQuery } from '@tanstack/react-query';
import { Button, Form } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import type { Disk } from '../../src/api/accord/disks/schema.ts';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { backupListQuery } from '../api/backups.ts';
import { diskListQuery } from '../api/disks.ts';
import { useBackupActing } from '../backups/use-backup-acting.tsx';
import { useDiskActing } from '../disks/use-disk-acting.tsx';
import { useServerActing } from '../servers/use-server-acting.tsx';
import { ServerSelect } from '../servers/ServerSelect.tsx';
import { useProject } from '../session/session-context.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ItemSelect } from '../ui/ItemSelect.tsx';
import { useAbilityText } from '../ui/use-problem-text.ts';
import styles from './images.module.css';

export type Source = 'server' | 'server-image' | 'disk' | 'backup';

const most = 200;

export function ImageSource({ source }: { readonly source: Source }) {
  switch (source) {
    case 'server':
    case 'server-image':
      return <ServerSource act={source === 'server' ? 'capture' : source} />;
    case 'disk':
      return <DiskSource />;
    case 'backup':
      return <BackupSource />;
  }
}

/** A server's system disk, or the whole server by a backup that is made of it. */
function ServerSource({ act }: { readonly act: 'capture' | 'server-image' }) {
  const label = useTranslation('images').t('source.server');
  const [server, setServer] = useState<Server | undefined>(undefined);
  const acting = useServerActing();
  return (
    <Choosing
      label={label}
      chosen={server}
      onNext={(next) => acting.open({ act, server: next })}
      dialog={acting.element}
    >
      <ServerSelect
        label={label}
        ability={act === 'capture' ? 'capture' : 'backUp'}
        value={server?.id}
        onChange={(_id, next) => setServer(next)}
      />
    </Choosing>
  );
}

function DiskSource() {
  const { t } = useTranslation('images');
  const { t: ofDisks } = useTranslation('disks');
  const label = t('source.disk');
  const reasonFor = useAbilityText();
  const found = useQuery(diskListQuery(useProject().id, { kind: 'data', limit: most }));
  const disks = found.data?.items ?? [];
  const [chosen, setChosen] = useState<Disk | undefined>(undefined);
  const acting = useDiskActing();
  return (
    <Choosing
      label={label}
      chosen={chosen}
      onNext={(disk) => acting.open({ act: 'capture', disk })}
      dialog={acting.element}
    >
      <ItemSelect
        label={label}
        items={disks.map(({ id, name, size, status, can }) => ({
          id,
          name,
          about: [`${size} GB`, ofDisks(`status.${status}`)],
          reason: reasonFor(can.capture),
        }))}
        found={found}
        none={t('source.no-disks')}
        value={chosen?.id}
        onChange={(next) => setChosen(disks.find(({ id }) => id === next))}
      />
    </Choosing>
  );
}

function BackupSource() {
  const { t } = useTranslation('images');
  const { t: ofBackups } = useTranslation('backups');
  const label = t('source.backup');
  const reasonFor = useAbilityText();
  const found = useQuery(backupListQuery(useProject().id, { ownership: 'own', limit: most }));
  const backups = found.data?.items ?? [];
  const [chosen, setChosen] = useState<Backup | undefined>(undefined);
  const acting = useBackupActing();
  return (
    <Choosing
      label={label}
      chosen={chosen}
      onNext={(backup) => acting.open({ act: 'make-image', backup })}
      dialog={acting.element}
    >
      <ItemSelect
        label={label}
        items={backups.map(({ id, name, server, disks, size, can }) => ({
          id,
          name,
          about: [server.name, ofBackups('disks.count', { count: disks.length, size })],
          reason: reasonFor(can.makeImage),
        }))}
        found={found}
        none={t('source.no-backups')}
        value={chosen?.id}
        onChange={(next) => setChosen(backups.find(({ id }) => id === next))}
      />
    </Choosing>
  );
}

interface ChoosingProps<Thing> {
  readonly label: string;
  readonly chosen: Thing | undefined;
  readonly onNext: (chosen: Thing) => void;
  readonly dialog: ReactNode;
  readonly children: ReactNode;
}

function Choosing<Thing>({ label, chosen, onNext, dialog, children }: ChoosingProps<Thing>) {
  const { t } = useTranslation('images');
  const project = useProject();
  const isRefused = project.role === 'reader';
  const reason = chosen === undefined ? t('source.choose-first') : undefined;
  return (
    <>
      <Form layout="vertical" className={styles.newImage ?? ''}>
        <Form.Item label={label}>{children}</Form.Item>
        <DisabledReason reason={isRefused ? t('new.refused') : reason}>
          <Button
            type="primary"
            onClick={() => {
              if (chosen !== undefined) onNext(chosen);
            }}
          >
            {t('source.next')}
          </Button>
        </DisabledReason>
      </Form>
      {dialog}
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CaptureBegun, NewCapture } from '../../src/api/accord/disks/schema.ts';
import { NameDialog } from '../forms/NameDialog.tsx';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import ui from '../ui/ui.module.css';

interface Props {
  /** The server or disk. */
  readonly of: string;
  /** What will happen, a sentence each. */
  readonly notes: readonly string[];
  readonly onSubmit: (wanted: NewCapture) => Promise<CaptureBegun>;
  readonly onClose: () => void;
}

/** Makes an image of a disk, and leads to it. */
export function CaptureDialog({ of, notes, onSubmit, onClose }: Props) {
  const { t } = useTranslation('disks');
  const project = useProject();
  const navigate = useNavigate();
  const messages = useMessages();
  return (
    <NameDialog
      title={t('capture.title', { of })}
      submitLabel={t('capture.submit')}
      initial={{ name: `${of}-image`.slice(0, 128), description: '' }}
      onSubmit={async ({ name, description }) => {
        const { imageId } = await onSubmit({
          name,
          ...(description === '' ? {} : { description }),
        });
        messages.success(t('capture.begun', { image: name }));
        await navigate(paths.image(project.id, imageId));
      }}
      onClose={onClose}
    >
      <ul className={ui.consequences} aria-label={t('what-happens', { ns: 'common' })}>
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </NameDialog>
  );
}

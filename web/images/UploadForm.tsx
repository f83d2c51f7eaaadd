import { Button, Form, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker, useNavigate } from 'react-router';
import type { NewImage } from '../../src/api/accord/images/schema.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useMessages } from '../ui/messages.tsx';
import { FieldGrid } from './FieldGrid.tsx';
import { FileField } from './FileField.tsx';
import { fileFormats, guessFormat, nameFor } from './guess-format.ts';
import { factsOf, noFacts, type FactValues } from './image-change.ts';
import { ImageFields } from './ImageFields.tsx';
import styles from './images.module.css';
import { UploadPanel } from './UploadPanel.tsx';
import type { Upload } from './use-upload.ts';

const kinds = ['system', 'data', 'iso'] as const satisfies readonly NewImage['kind'][];

type Values = FactValues &
  Pick<NewImage, 'kind'> & {
    readonly file?: File;
    readonly diskFormat?: NewImage['diskFormat'];
  };

/** A private image from a file of one's own. */
export function UploadForm({ upload }: { readonly upload: Upload }) {
  const { t } = useTranslation('images');
  const project = useProject();
  const navigate = useNavigate();
  const messages = useMessages();
  const [form] = Form.useForm<Values>();
  const [isAsking, setAsking] = useState(false);
  const leaving = useLeaving(upload.isRunning, upload.running !== null);
  const isRunning = upload.running !== null;
  const foot = useFocusOn(isRunning ? 'running' : upload.error === null ? 'form' : 'failed');

  const submit = async ({ file, diskFormat, kind, ...facts }: Values): Promise<void> => {
    if (file === undefined || diskFormat === undefined) return;
    const image = await upload.start(file, { ...factsOf(facts), kind, diskFormat });
    setAsking(false);
    if (image === null) return;
    messages.success(t('new.done', { image: image.name }));
    await navigate(paths.image(project.id, image.id));
  };
  return (
    <>
      <Form<Values>
        form={form}
        name="image"
        className={styles.newImage ?? ''}
        layout="vertical"
        requiredMark={false}
        disabled={isRunning}
        initialValues={{ ...noFacts, kind: 'system' }}
        onValuesChange={(changed: Partial<Values>) => fillIn(changed)}
        onFinish={(values) => void submit(values)}
        scrollToFirstError={{ focus: true }}
      >
        <Form.Item
          name="file"
          label={t('file.label')}
          rules={[{ required: true, message: t('file.missing') }]}
        >
          <FileField disabled={isRunning} />
        </Form.Item>
        <FieldGrid>
          <Form.Item name="kind" label={t('column.kind')}>
            <Select options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
          </Form.Item>
          <Form.Item
            name="diskFormat"
            label={t('field.format')}
            extra={t('field.format-hint')}
            rules={[{ required: true, message: t('field.format-missing') }]}
          >
            <Select
              options={fileFormats.map((value) => ({ value, label: t(`format.${value}`) }))}
            />
          </Form.Item>
        </FieldGrid>
        <ImageFields />
        <div ref={foot} tabIndex={-1} className={styles.foot}>
          {upload.running === null ? (
            <>
              <ErrorAlert error={upload.error} title={t('upload.failed')} />
              <div className={styles.formActs}>
                <DisabledReason reason={project.role === 'reader' ? t('new.refused') : undefined}>
                  <Button type="primary" htmlType="submit">
                    {t(upload.error === null ? 'new.submit' : 'new.again')}
                  </Button>
                </DisabledReason>
                <Button onClick={() => void navigate(paths.images(project.id))}>
                  {t('cancel', { ns: 'common' })}
                </Button>
              </div>
            </>
          ) : (
            <UploadPanel running={upload.running} onCancel={() => setAsking(true)} />
          )}
        </div>
      </Form>
      <ConfirmDialog
        open={isRunning && (isAsking || leaving.isAsking)}
        danger
        title={t(leaving.isAsking ? 'upload.leave-title' : 'upload.cancel-title')}
        consequences={[t('upload.cancel-what'), t('upload.cancel-form')]}
        confirmLabel={t('upload.cancel')}
        onConfirm={async () => {
          const cancelled = upload.cancel();
          // What is left of it goes on being cleared away on the next page.
          if (leaving.isAsking) leaving.leave();
          else await cancelled;
        }}
        onClose={() => {
          setAsking(false);
          leaving.stay();
        }}
      />
    </>
  );

  /** What a choice says about other fields. */
  function fillIn(changed: Partial<Values>): void {
    if (changed.file !== undefined) {
      const { name } = changed.file;
      const format = guessFormat(name);
      if (!form.isFieldTouched('name') || form.getFieldValue('name') === '') {
        form.setFieldValue('name', nameFor(name));
      }
      if (format !== null) fill('diskFormat', format);
    }
    const format = changed.diskFormat ?? (changed.file && form.getFieldValue('diskFormat'));
    const kind: Values['kind'] = form.getFieldValue('kind');
    if (changed.kind === 'iso') fill('diskFormat', 'iso');
    else if (format === 'iso') fill('kind', 'iso');
    else if (format !== undefined && kind === 'iso') fill('kind', 'system');
  }

  function fill<Name extends 'kind' | 'diskFormat'>(name: Name, value: Values[Name]): void {
    form.setFields([{ name, value, errors: [] }]);
  }
}

interface Leaving {
  /** Somebody wants to go to another page. */
  readonly isAsking: boolean;
  readonly leave: () => void;
  readonly stay: () => void;
}

/** Asks before the page is left, or the tab closed, while something is under way. */
function useLeaving(isRunning: () => boolean, warns: boolean): Leaving {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isRunning() && currentLocation.pathname !== nextLocation.pathname,
  );
  const latest = useRef(blocker);
  useEffect(() => {
    latest.current = blocker;
    // It has ended while one was asked.
    if (!warns && blocker.state === 'blocked') blocker.reset();
  }, [warns, blocker]);
  useEffect(() => {
    if (!warns) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [warns]);
  return {
    isAsking: blocker.state === 'blocked',
    leave: () => {
      if (blocker.state === 'blocked') blocker.proceed();
    },
    stay: () => {
      // Not the one of this rendering, which may have been left since.
      if (latest.current.state === 'blocked') latest.current.reset();
    },
  };
}

/** Where one looks when `stage` changes: what one pressed has gone from the page. */
function useFocusOn(stage: string) {
  const place = useRef<HTMLDivElement>(null);
  const shown = useRef(stage);
  useEffect(() => {
    if (shown.current === stage) return;
    shown.current = stage;
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'nearest' });
  }, [stage]);
  return place;
}

// Another system on a server that there is (切换操作系统), or the same one anew. Opened from the server, or from an image.
import { Alert, Checkbox, Form } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { useChangeOs, useReinstall } from '../api/servers.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { osOf } from '../images/image-words.ts';
import { ImageChooser } from '../images/ImageChooser.tsx';
import { useProject } from '../session/session-context.ts';
import { Facts } from '../ui/Facts.tsx';
import { useMessages } from '../ui/messages.tsx';
import ui from '../ui/ui.module.css';
import { loginOf, noLogin, userDataOf, type LoginValues } from './login-values.ts';
import { LoginFields } from './LoginFields.tsx';
import { ServerSelect } from './ServerSelect.tsx';
import styles from './servers.module.css';

type Values = LoginValues & { readonly server?: string; readonly image?: Image };

interface Props {
  readonly act: 'change-os' | 'reinstall';
  /** The server; without it one is chosen. */
  readonly server?: Server;
  /** The new system; without it one is chosen, but for `reinstall`. */
  readonly image?: Image;
  readonly onClose: () => void;
}

export function OsDialog({ act, server, image, onClose }: Props) {
  const { t } = useTranslation('servers');
  const messages = useMessages();
  const project = useProject();
  const [chosen, setChosen] = useState(server);
  const change = useChangeOs(project.id, chosen?.id ?? '');
  const reinstall = useReinstall(project.id, chosen?.id ?? '');
  const [form] = Form.useForm<Values>();
  const [stopNow, setStopNow] = useState(false);
  const [isUnderstood, setUnderstood] = useState(false);
  const isRunning = chosen?.status === 'running';

  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null || chosen === undefined) return 'stay';
    const wanted = {
      login: loginOf(values),
      ...userDataOf(values),
      ...(isRunning ? { stopNow } : {}),
    };
    const imageId = image?.id ?? values.image?.id;
    if (act === 'reinstall') await reinstall.mutateAsync(wanted);
    else if (imageId !== undefined) await change.mutateAsync({ imageId, ...wanted });
    messages.success(t(`os.begun.${act}`, { server: chosen.name }));
    return undefined;
  };
  return (
    <FormModal
      open
      danger
      width={720}
      title={
        chosen === undefined
          ? t('os.title-of-image', { image: image?.name ?? image?.id })
          : t(`os.title.${act}`, { server: chosen.name })
      }
      submitLabel={t(`act.${act}`)}
      incomplete={!isUnderstood || (isRunning && !stopNow)}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form<Values>
        form={form}
        name="os"
        layout="vertical"
        requiredMark={false}
        initialValues={noLogin}
      >
        {server === undefined ? (
          <Form.Item
            name="server"
            label={t('os.server')}
            rules={[{ required: true, message: t('os.server-missing') }]}
          >
            <ServerSelect
              label={t('os.server')}
              ability="changeOs"
              onChange={(_id, next) => setChosen(next)}
            />
          </Form.Item>
        ) : null}
        {chosen === undefined ? null : <PresentFacts server={chosen} />}
        {image !== undefined ? (
          <Form.Item label={t('os.image')}>
            <strong>{image.name ?? image.id}</strong> <span>{osOf(image)}</span>
          </Form.Item>
        ) : act === 'change-os' ? (
          <Form.Item
            name="image"
            label={t('os.image')}
            rules={[{ required: true, message: t('new.image-missing') }]}
          >
            <ImageChooser use="changeOs" />
          </Form.Item>
        ) : null}
        <LoginFields />
      </Form>
      <Alert
        type="warning"
        showIcon
        className={styles.alert ?? ''}
        title={t('os.erased')}
        description={
          <ul className={ui.consequences} aria-label={t('what-happens', { ns: 'common' })}>
            <li>{t('os.system')}</li>
            <li>{t('os.kept')}</li>
            <li>{t('os.reset')}</li>
            <li>{t('os.started')}</li>
          </ul>
        }
      />
      <div className={styles.checks}>
        {isRunning ? (
          <Checkbox checked={stopNow} onChange={({ target }) => setStopNow(target.checked)}>
            {t('os.stop-now')}
          </Checkbox>
        ) : null}
        <Checkbox checked={isUnderstood} onChange={({ target }) => setUnderstood(target.checked)}>
          {t('os.understood')}
        </Checkbox>
      </div>
    </FormModal>
  );
}

/** What is there now, and will be gone. */
function PresentFacts({ server }: { readonly server: Server }) {
  const { t } = useTranslation('servers');
  const { image, disks, status } = server;
  const system = disks.find(({ kind }) => kind === 'system');
  return (
    <div className={styles.block}>
      <Facts
        facts={[
          { key: 'status', title: t('column.status'), value: t(`status.${status}`) },
          {
            key: 'now',
            title: t('os.now'),
            value: [osOf(server), image.name ?? image.imageId]
              .filter((word) => word !== null)
              .join(' · '),
          },
          { key: 'disk', title: t('disks.system'), value: `${system?.size ?? 0} GB` },
        ]}
      />
    </div>
  );
}

// Backing a server up into a vault with room; with `act` server-image, also making a full-server image of that.
import { useQuery } from '@tanstack/react-query';
import { Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { useBackUpServer, useImageServer } from '../api/backups.ts';
import { vaultChoicesQuery } from '../api/vaults.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { paths } from '../paths.ts';
import { diskTotal } from '../servers/server-words.ts';
import { useProject } from '../session/session-context.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useMessages } from '../ui/messages.tsx';
import ui from '../ui/ui.module.css';
import { mibOf, refusalToTake } from '../vaults/room.ts';
import { VaultChoice } from '../vaults/VaultChoice.tsx';

interface Values {
  readonly name: string;
  readonly description: string;
}

interface Props {
  readonly act: 'back-up' | 'server-image';
  readonly server: Server;
  readonly onClose: () => void;
}

export function BackUpDialog({ act, server, onClose }: Props) {
  const { t } = useTranslation('backups');
  const project = useProject();
  const navigate = useNavigate();
  const messages = useMessages();
  const backUp = useBackUpServer(project.id, server.id);
  const makeImage = useImageServer(project.id, server.id);
  const vaults = useQuery(vaultChoicesQuery(project.id));
  const [form] = Form.useForm<Values>();
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const size = diskTotal(server);
  const needed = mibOf(size);
  const options = (vaults.data?.items ?? []).map((vault) => ({
    vault,
    needed,
    problem: refusalToTake(vault, needed),
  }));
  const fitting = options.filter(({ problem }) => problem === null);
  const chosen = (fitting.find(({ vault }) => vault.id === picked) ?? fitting[0])?.vault;
  const isImage = act === 'server-image';

  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null || chosen === undefined) return 'stay';
    const description = values.description.trim();
    const wanted = {
      vaultId: chosen.id,
      name: values.name.trim(),
      ...(description === '' ? {} : { description }),
    };
    if (isImage) {
      const { imageId } = await makeImage.mutateAsync(wanted);
      messages.success(t('server-image.begun', { image: wanted.name }));
      await navigate(paths.image(project.id, imageId));
    } else {
      await backUp.mutateAsync(wanted);
      messages.success(t('back-up.begun', { server: server.name }));
    }
    return undefined;
  };
  return (
    <FormModal
      open
      width={760}
      title={t(`begin.title.${act}`, { server: server.name })}
      submitLabel={t(`begin.submit.${act}`)}
      incomplete={chosen === undefined}
      onSubmit={submit}
      onClose={onClose}
    >
      <ul className={ui.consequences} aria-label={t('what-happens', { ns: 'common' })}>
        <li>{t('back-up.what', { count: server.disks.length, size })}</li>
        <li>{t(server.status === 'running' ? 'back-up.running' : 'back-up.stopped')}</li>
        <li>{t('back-up.room', { size })}</li>
        {isImage ? (
          <>
            <li>{t('server-image.what')}</li>
            <li>{t('image.secrets')}</li>
          </>
        ) : null}
      </ul>
      <Form<Values>
        form={form}
        name="back-up"
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: `${server.name}-${isImage ? 'image' : 'backup'}`.slice(0, 128),
          description: '',
        }}
      >
        <Form.Item
          name="name"
          label={t(`begin.name.${act}`)}
          rules={[
            {
              required: true,
              whitespace: true,
              message: t('field.name-missing', { ns: 'common' }),
            },
          ]}
        >
          <Input maxLength={128} autoComplete="off" />
        </Form.Item>
        <Form.Item name="description" label={t('field.description', { ns: 'common' })}>
          <Input.TextArea maxLength={1024} autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
      </Form>
      {vaults.isPending ? <Loading /> : null}
      <ErrorAlert error={vaults.error} onRetry={() => void vaults.refetch()} />
      {vaults.data === undefined ? null : (
        <VaultChoice
          label={t('back-up.vault')}
          options={options}
          needed={needed}
          choose={{ value: chosen?.id, onChange: setPicked }}
          onMade={({ id }) => setPicked(id)}
          isFetching={vaults.isFetching}
          onRefresh={() => void vaults.refetch()}
        />
      )}
    </FormModal>
  );
}

// A disk and a server brought together, from either side.
import { useQuery } from '@tanstack/react-query';
import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Disk } from '../../src/api/accord/disks/schema.ts';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { diskListQuery } from '../api/disks.ts';
import { useAttachDisk } from '../api/servers.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { paths } from '../paths.ts';
import { ServerSelect } from '../servers/ServerSelect.tsx';
import { useProject } from '../session/session-context.ts';
import { ItemSelect, type FieldProps } from '../ui/ItemSelect.tsx';
import { useMessages } from '../ui/messages.tsx';
import ui from '../ui/ui.module.css';

interface Values {
  readonly serverId?: string;
  readonly diskId?: string;
}

interface Props {
  /** One of the two is there, the other is chosen. */
  readonly server?: Server;
  readonly disk?: Disk;
  readonly onClose: () => void;
}

export function AttachDialog({ server, disk, onClose }: Props) {
  const { t } = useTranslation('disks');
  const messages = useMessages();
  const attach = useAttachDisk(useProject().id);
  const [form] = Form.useForm<Values>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    const serverId = server?.id ?? values?.serverId;
    const diskId = disk?.id ?? values?.diskId;
    if (serverId === undefined || diskId === undefined) return 'stay';
    await attach.mutateAsync({ serverId, diskId });
    messages.success(t('attach.begun'));
    return undefined;
  };
  return (
    <FormModal
      open
      title={
        server === undefined
          ? t('attach.title', { disk: disk?.name })
          : t('attach.to', { server: server.name })
      }
      submitLabel={t('act.attach')}
      onSubmit={submit}
      onClose={onClose}
    >
      <ul className={ui.consequences} aria-label={t('what-happens', { ns: 'common' })}>
        <li>{t('attach.hot')}</li>
        <li>{t('attach.mount')}</li>
      </ul>
      <Form<Values> form={form} name="attach" layout="vertical" requiredMark={false}>
        {server === undefined ? (
          <Form.Item
            name="serverId"
            label={t('attach.server')}
            rules={[{ required: true, message: t('attach.server-missing') }]}
          >
            <ServerSelect label={t('attach.server')} ability="attachDisk" />
          </Form.Item>
        ) : (
          <Form.Item
            name="diskId"
            label={t('attach.disk')}
            rules={[{ required: true, message: t('attach.disk-missing') }]}
          >
            <FreeDiskSelect label={t('attach.disk')} />
          </Form.Item>
        )}
      </Form>
    </FormModal>
  );
}

interface SelectProps extends FieldProps<[]> {
  readonly label: string;
}

const most = 200;

/** One of the data disks that nothing has. */
function FreeDiskSelect(props: SelectProps) {
  const { t } = useTranslation('disks');
  const project = useProject();
  const query = { kind: 'data', status: 'available', limit: most } as const;
  const found = useQuery(diskListQuery(project.id, query));
  return (
    <ItemSelect
      {...props}
      items={(found.data?.items ?? []).map(({ id, name, size, image }) => ({
        id,
        name,
        about: [`${size} GB`, image?.name ?? null],
      }))}
      found={found}
      none={
        <>
          {t('attach.none')} <Link to={paths.newDisk(project.id)}>{t('new.title')}</Link>
        </>
      }
    />
  );
}

import { Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Server } from '../../src/api/accord/servers/schema.ts';
import { useCreateSame } from '../api/servers.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { FieldGrid } from '../images/FieldGrid.tsx';
import { useProject } from '../session/session-context.ts';
import { Facts } from '../ui/Facts.tsx';
import { useMessages } from '../ui/messages.tsx';
import { memoryText } from './server-words.ts';
import styles from './servers.module.css';

interface Values {
  readonly name: string;
  readonly count: number;
}

interface Props {
  readonly server: Server;
  readonly onClose: () => void;
}

const most = 500;

/** Others like one that there is: of the same image, flavor and disk sizes, with the same way in. */
export function SameDialog({ server, onClose }: Props) {
  const { t } = useTranslation('servers');
  const format = useFormat();
  const messages = useMessages();
  const create = useCreateSame(useProject().id, server.id);
  const [form] = Form.useForm<Values>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    await create.mutateAsync({ name: values.name.trim(), count: values.count });
    messages.success(t('new.begun', { count: values.count }));
    return undefined;
  };
  const { flavor, image, disks } = server;
  return (
    <FormModal
      open
      title={t('same.title', { server: server.name })}
      submitLabel={t('same.submit')}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles.block}>
        <Facts
          facts={[
            { key: 'image', title: t('column.image'), value: image.name ?? image.imageId },
            {
              key: 'flavor',
              title: t('column.flavor'),
              value: t('flavor.size', { count: flavor.vcpus, memory: memoryText(format, flavor) }),
            },
            {
              key: 'disk',
              title: t('disks.system'),
              value: `${disks.find(({ kind }) => kind === 'system')?.size ?? 0} GB`,
            },
            { key: 'login', title: t('login.label'), value: t(`login.kind.${server.login}`) },
          ]}
        />
      </div>
      <p className={styles.hint}>{t('same.note')}</p>
      <Form<Values>
        form={form}
        name="same"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: `${server.name}-copy`.slice(0, 128), count: 1 }}
      >
        <FieldGrid>
          <Form.Item
            name="name"
            label={t('column.name')}
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
          <Form.Item name="count" label={t('new.count')}>
            <InputNumber min={1} max={most} precision={0} />
          </Form.Item>
        </FieldGrid>
      </Form>
    </FormModal>
  );
}

import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Disk } from '../../src/api/accord/disks/schema.ts';
import { useGrowDisk } from '../api/disks.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import ui from '../ui/ui.module.css';

interface Values {
  readonly size: number;
}

interface Props {
  readonly disk: Disk;
  readonly onClose: () => void;
}

const largest = 65_536;

export function GrowDialog({ disk, onClose }: Props) {
  const { t } = useTranslation('disks');
  const messages = useMessages();
  const grow = useGrowDisk(useProject().id, disk.id);
  const [form] = Form.useForm<Values>();
  const least = disk.size + 1;
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    await grow.mutateAsync(values.size);
    messages.success(t('grow.begun', { disk: disk.name }));
    return undefined;
  };
  return (
    <FormModal
      open
      title={t('grow.title', { disk: disk.name })}
      submitLabel={t('act.grow')}
      onSubmit={submit}
      onClose={onClose}
    >
      <ul className={ui.consequences} aria-label={t('what-happens', { ns: 'common' })}>
        <li>{t('grow.only')}</li>
        <li>{t('grow.inside')}</li>
      </ul>
      <Form<Values>
        form={form}
        name="grow"
        layout="vertical"
        requiredMark={false}
        initialValues={{ size: Math.min(disk.size + 10, largest) }}
      >
        <Form.Item
          name="size"
          label={t('grow.size')}
          extra={t('grow.now', { size: disk.size })}
          rules={[
            {
              required: true,
              type: 'number',
              min: least,
              message: t('new.least', { ns: 'servers', size: least }),
            },
          ]}
        >
          <InputNumber min={1} max={largest} precision={0} suffix="GB" />
        </Form.Item>
      </Form>
    </FormModal>
  );
}

import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Region } from '../../src/api/accord/regions/schema.ts';
import { useCreateRegion, useUpdateRegion } from '../api/regions.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useMessages } from '../ui/messages.tsx';
import { DescriptionField } from './fields.tsx';

interface Props {
  /** null: a new one. */
  readonly region: Region | null;
  readonly onClose: () => void;
}

interface Fields {
  readonly id: string;
  readonly description: string;
}

/** As the service has it: names of projects are made of it. */
const regionShape = /^[A-Za-z0-9][A-Za-z0-9.-]{0,63}$/;

export function RegionDialog({ region, onClose }: Props) {
  const { t } = useTranslation('admin');
  const messages = useMessages();
  const create = useCreateRegion();
  const update = useUpdateRegion();
  const [form] = Form.useForm<Fields>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    const { id, description } = values;
    if (region === null) await create.mutateAsync({ id, description });
    else await update.mutateAsync({ id, change: { description } });
    messages.success(t(region === null ? 'create.done' : 'edit.done', { name: id }));
    return undefined;
  };
  return (
    <FormModal
      open
      title={t(region === null ? 'create.region' : 'edit.region')}
      submitLabel={t(region === null ? 'act.create' : 'act.save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form<Fields>
        form={form}
        name="region"
        layout="vertical"
        requiredMark={false}
        initialValues={region ?? { id: '', description: '' }}
      >
        <Form.Item
          name="id"
          label={t('column.region')}
          extra={t(region === null ? 'field.region-hint' : 'field.region-fixed')}
          rules={[{ required: true, pattern: regionShape, message: t('field.region-shape') }]}
        >
          <Input maxLength={64} autoComplete="off" autoFocus disabled={region !== null} />
        </Form.Item>
        <DescriptionField />
      </Form>
    </FormModal>
  );
}

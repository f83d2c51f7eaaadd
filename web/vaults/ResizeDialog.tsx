import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { useChangeVault } from '../api/vaults.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import { capacityBounds, gigabytesFor, takenOf } from './room.ts';
import { RoomFacts } from './RoomBar.tsx';

interface Props {
  readonly vault: Vault;
  readonly onClose: () => void;
}

/** Larger, or smaller as far as it is empty. */
export function ResizeDialog({ vault, onClose }: Props) {
  const { t } = useTranslation('vaults');
  const format = useFormat();
  const messages = useMessages();
  const change = useChangeVault(useProject().id);
  const [form] = Form.useForm<{ capacity: number }>();
  const { most } = capacityBounds;
  const least = Math.max(capacityBounds.least, gigabytesFor(takenOf(vault)));
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    await change.mutateAsync({ vaultId: vault.id, capacity: values.capacity });
    messages.success(t('resize.done', { vault: vault.name, capacity: values.capacity }));
    return undefined;
  };
  return (
    <FormModal
      open
      title={t('resize.title', { vault: vault.name })}
      submitLabel={t('act.resize')}
      onSubmit={submit}
      onClose={onClose}
    >
      <RoomFacts vault={vault} />
      <Form<{ capacity: number }>
        form={form}
        name="resize"
        layout="vertical"
        requiredMark={false}
        style={{ marginTop: 16 }}
        initialValues={{ capacity: vault.capacity }}
      >
        <Form.Item
          name="capacity"
          label={t('column.capacity')}
          extra={t('resize.least', { least })}
          rules={[
            {
              required: true,
              type: 'number',
              min: least,
              max: most,
              message: t('new.capacity-bad', { least, most: format.number(most) }),
            },
          ]}
        >
          <InputNumber autoFocus precision={0} suffix="GB" />
        </Form.Item>
      </Form>
    </FormModal>
  );
}

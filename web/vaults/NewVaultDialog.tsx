import { Form, Input, InputNumber, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { useCreateVault } from '../api/vaults.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useFormat } from '../i18n/use-format.ts';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import { capacityBounds, gigabytesFor } from './room.ts';
import { newVaultName, roomText } from './vault-words.ts';
import { VaultGuide } from './VaultGuide.tsx';
import styles from './vaults.module.css';

interface Values {
  readonly name: string;
  readonly capacity: number;
  readonly objectType: Vault['objectType'];
  readonly protectType: Vault['protectType'];
  readonly description: string;
}

interface Props {
  /** MiB that it is made for: of a full server. Default: for anything. */
  readonly needed?: number;
  readonly onMade?: (vault: Vault) => void;
  readonly onClose: () => void;
}

const longestName = 64;
const usual = 100;

export function NewVaultDialog({ needed, onMade, onClose }: Props) {
  const { t } = useTranslation('vaults');
  const format = useFormat();
  const messages = useMessages();
  const create = useCreateVault(useProject().id);
  const [form] = Form.useForm<Values>();
  const [name] = useState(newVaultName);
  const { least, most } = capacityBounds;
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    const description = values.description.trim();
    const made = await create.mutateAsync({
      name: values.name.trim(),
      capacity: values.capacity,
      ...(description === '' ? {} : { description }),
      // Those that cannot be chosen here have no field: full servers need these.
      objectType: needed === undefined ? values.objectType : 'server',
      protectType: needed === undefined ? values.protectType : 'backup',
    });
    messages.success(t('new.done', { vault: made.name }));
    onMade?.(made);
    return undefined;
  };
  return (
    <FormModal
      open
      title={t('new.title')}
      submitLabel={t('new.submit')}
      onSubmit={submit}
      onClose={onClose}
    >
      <div className={styles.part}>
        <VaultGuide />
      </div>
      <Form<Values>
        form={form}
        name="vault"
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name,
          capacity:
            needed === undefined ? usual : Math.min(most, Math.max(least, gigabytesFor(needed))),
          objectType: 'server',
          protectType: 'backup',
          description: '',
        }}
      >
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
          <Input maxLength={longestName} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="capacity"
          label={t('column.capacity')}
          extra={
            needed === undefined
              ? t('new.capacity-hint', { least })
              : t('new.needed', { needed: roomText(format, needed) })
          }
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
          <InputNumber precision={0} suffix="GB" />
        </Form.Item>
        {needed === undefined ? (
          <>
            <Form.Item name="objectType" label={t('column.object')} extra={t('new.object-hint')}>
              <Radio.Group
                optionType="button"
                options={(['server', 'disk'] as const).map((value) => ({
                  value,
                  label: t(`object.${value}`),
                }))}
              />
            </Form.Item>
            <Form.Item
              name="protectType"
              label={t('column.protection')}
              extra={t('new.protection-hint')}
            >
              <Radio.Group
                optionType="button"
                options={(['backup', 'replication'] as const).map((value) => ({
                  value,
                  label: t(`protection.${value}`),
                }))}
              />
            </Form.Item>
          </>
        ) : (
          <p>{t('new.for-servers')}</p>
        )}
        <Form.Item name="description" label={t('field.description', { ns: 'common' })}>
          <Input.TextArea maxLength={1024} autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
      </Form>
    </FormModal>
  );
}

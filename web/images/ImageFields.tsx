import { Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { FieldGrid } from './FieldGrid.tsx';
import { osTypeText } from './image-words.ts';

const osTypes = ['linux', 'windows', 'other'] as const;
const architectures = ['x86_64', 'aarch64'] as const;
const largest = 2_147_483_647;
const separators = [',', '，', ';', '；'];

/** The facts that one writes about an image, new or not (FactValues), inside of a Form. `osType`: what it is now, if that is an unusual one. */
export function ImageFields({ osType = null }: { readonly osType?: string | null }) {
  const { t } = useTranslation('images');
  const types = new Set([...osTypes, ...(osType === null ? [] : [osType])]);
  return (
    <>
      <Form.Item
        name="name"
        label={t('field.name')}
        rules={[{ required: true, whitespace: true, message: t('field.name-missing') }]}
      >
        <Input maxLength={255} autoComplete="off" />
      </Form.Item>
      <Form.Item name="description" label={t('field.description')}>
        <Input.TextArea maxLength={4096} autoSize={{ minRows: 2, maxRows: 6 }} />
      </Form.Item>
      <FieldGrid>
        <Form.Item
          name="osType"
          label={t('column.os-type')}
          normalize={(value: string | undefined) => value ?? null}
        >
          <Select
            allowClear
            options={[...types].map((value) => ({ value, label: osTypeText(t, value) }))}
          />
        </Form.Item>
        <Form.Item name="architecture" label={t('field.architecture')}>
          <Input maxLength={255} list="architectures" autoComplete="off" />
        </Form.Item>
        <Form.Item name="osDistro" label={t('field.os-distro')} extra={t('field.os-distro-hint')}>
          <Input maxLength={255} autoComplete="off" />
        </Form.Item>
        <Form.Item
          name="osVersion"
          label={t('field.os-version')}
          extra={t('field.os-version-hint')}
        >
          <Input maxLength={255} autoComplete="off" />
        </Form.Item>
        <WholeNumber name="minDisk" label={t('field.min-disk')} extra={t('field.min-disk-hint')} />
        <WholeNumber name="minRam" label={t('field.min-ram')} extra={t('field.min-ram-hint')} />
      </FieldGrid>
      <Form.Item name="tags" label={t('field.tags')} extra={t('field.tags-hint')}>
        <Select mode="tags" open={false} suffixIcon={null} tokenSeparators={separators} />
      </Form.Item>
      <datalist id="architectures">
        {architectures.map((value) => (
          <option key={value}>{value}</option>
        ))}
      </datalist>
    </>
  );
}

interface WholeNumberProps {
  readonly name: string;
  readonly label: string;
  readonly extra: string;
}

/** A field for a number from 0 on; empty is 0. */
function WholeNumber(item: WholeNumberProps) {
  return (
    <Form.Item {...item} normalize={(value: number | null) => value ?? 0}>
      <InputNumber min={0} max={largest} precision={0} controls={false} style={{ width: '100%' }} />
    </Form.Item>
  );
}

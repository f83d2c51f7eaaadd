// Fields that several forms of the administration have.
import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';

interface NameProps {
  readonly label: string;
  readonly most: number;
}

export function NameField({ label, most }: NameProps) {
  const { t } = useTranslation('admin');
  return (
    <Form.Item
      name="name"
      label={label}
      rules={[{ required: true, whitespace: true, message: t('field.name-missing') }]}
    >
      <Input maxLength={most} autoComplete="off" />
    </Form.Item>
  );
}

export function DescriptionField() {
  const { t } = useTranslation('admin');
  return (
    <Form.Item name="description" label={t('column.description')}>
      <Input.TextArea maxLength={4096} autoSize={{ minRows: 2, maxRows: 6 }} />
    </Form.Item>
  );
}

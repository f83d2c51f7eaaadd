import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { checkedValues } from './checked-values.ts';
import { FormModal } from './FormModal.tsx';

export interface NameValues {
  readonly name: string;
  readonly description: string;
}

interface Props {
  readonly title: string;
  readonly submitLabel: string;
  readonly initial: NameValues;
  /** Characters that the name may have. */
  readonly longest?: number;
  readonly onSubmit: (values: NameValues) => Promise<unknown>;
  readonly onClose: () => void;
  /** What there is to say before. */
  readonly children?: ReactNode;
}

const longestName = 128;
const longestDescription = 1024;

/** Asks what something is called, and what it is. */
export function NameDialog({
  initial,
  longest = longestName,
  onSubmit,
  children,
  ...modal
}: Props) {
  const { t } = useTranslation();
  const [form] = Form.useForm<NameValues>();
  const submit = async (): Promise<unknown> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    await onSubmit({ name: values.name.trim(), description: values.description.trim() });
    return undefined;
  };
  return (
    <FormModal open {...modal} onSubmit={submit}>
      {children}
      <Form<NameValues>
        form={form}
        name="name"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: initial.name, description: initial.description }}
      >
        <Form.Item
          name="name"
          label={t('field.name')}
          rules={[{ required: true, whitespace: true, message: t('field.name-missing') }]}
        >
          <Input maxLength={longest} autoComplete="off" />
        </Form.Item>
        <Form.Item name="description" label={t('field.description')}>
          <Input.TextArea maxLength={longestDescription} autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
      </Form>
    </FormModal>
  );
}

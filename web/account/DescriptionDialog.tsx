import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';

interface Fields {
  readonly description: string;
}

interface Props {
  readonly title: string;
  readonly submitLabel: string;
  readonly description: string;
  readonly onSubmit: (fields: Fields) => Promise<unknown>;
  readonly onClose: () => void;
}

/** What an access key is for: all else of it the service makes. */
export function DescriptionDialog({ description, onSubmit, ...modal }: Props) {
  const { t } = useTranslation('account');
  const [form] = Form.useForm<Fields>();
  const submit = async (): Promise<unknown> => {
    const values = await checkedValues(form);
    return values === null ? 'stay' : await onSubmit(values);
  };
  return (
    <FormModal open {...modal} onSubmit={submit}>
      <Form<Fields>
        form={form}
        name="access-key"
        layout="vertical"
        requiredMark={false}
        initialValues={{ description }}
      >
        <Form.Item
          name="description"
          label={t('keys.description')}
          extra={t('keys.description-hint')}
        >
          <Input maxLength={255} autoComplete="off" autoFocus />
        </Form.Item>
      </Form>
    </FormModal>
  );
}

import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { isoOf, localOf, type TimeRange } from './time-range.ts';

interface Props {
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
  readonly onClose: () => void;
}

interface Fields {
  readonly since: string;
  readonly until: string;
}

/** From when until when; either may stay open. The browser's own fields: people know them, and they speak the language of the machine. */
export function TimeRangeDialog({ range, onChange, onClose }: Props) {
  const { t } = useTranslation('table');
  const [form] = Form.useForm<Fields>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    onChange({ since: isoOf(values.since), until: isoOf(values.until) });
    return undefined;
  };
  return (
    <FormModal
      open
      title={t('time.label')}
      width={420}
      submitLabel={t('time.apply')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form<Fields>
        form={form}
        name="time-range"
        layout="vertical"
        initialValues={{ since: localOf(range.since), until: localOf(range.until) }}
      >
        <Form.Item name="since" label={t('time.from')}>
          <Input type="datetime-local" autoFocus />
        </Form.Item>
        <Form.Item
          name="until"
          label={t('time.to')}
          dependencies={['since']}
          rules={[
            ({ getFieldValue }) => ({
              validator: async (_rule, until: string) => {
                const since = String(getFieldValue('since'));
                if (until !== '' && since !== '' && until <= since) {
                  throw new Error(t('time.reversed'));
                }
              },
            }),
          ]}
        >
          <Input type="datetime-local" />
        </Form.Item>
      </Form>
    </FormModal>
  );
}

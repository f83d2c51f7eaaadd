import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { useChangeImage } from '../api/images.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useProject } from '../session/session-context.ts';

export interface Property {
  readonly name: string;
  readonly value: string;
}

interface Props {
  readonly image: Image;
  /** The one that is changed; null: a new one. */
  readonly property: Property | null;
  readonly onClose: () => void;
}

export function PropertyDialog({ image, property, onClose }: Props) {
  const { t } = useTranslation('images');
  const change = useChangeImage(useProject().id, image.id);
  const [form] = Form.useForm<Property>();
  return (
    <FormModal
      open
      title={t(property === null ? 'properties.add' : 'properties.write-title')}
      submitLabel={t('properties.save')}
      onSubmit={async () => {
        const values = await checkedValues(form);
        if (values === null) return 'stay';
        await change.mutateAsync({ properties: { [values.name.trim()]: values.value } });
        return undefined;
      }}
      onClose={onClose}
    >
      <Form<Property>
        form={form}
        name="property"
        layout="vertical"
        requiredMark={false}
        initialValues={property ?? { name: '', value: '' }}
      >
        <Form.Item
          name="name"
          label={t('properties.name')}
          rules={[
            { required: true, whitespace: true, message: t('properties.name-missing') },
            {
              validator: async (_rule, name: string) => {
                if (property === null && Object.hasOwn(image.properties, name.trim())) {
                  throw new Error(t('properties.name-taken'));
                }
              },
            },
          ]}
        >
          <Input maxLength={255} readOnly={property !== null} autoComplete="off" />
        </Form.Item>
        <Form.Item name="value" label={t('properties.value')}>
          <Input.TextArea maxLength={65_535} autoSize={{ minRows: 2, maxRows: 8 }} />
        </Form.Item>
      </Form>
    </FormModal>
  );
}

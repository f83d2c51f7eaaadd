import { Checkbox, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { useChangeImage } from '../api/images.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import { changesTo, valuesOf, type ImageValues } from './image-change.ts';
import { ImageFields } from './ImageFields.tsx';

interface Props {
  readonly image: Image;
  readonly onClose: () => void;
}

export function EditDialog({ image, onClose }: Props) {
  const { t } = useTranslation('images');
  const project = useProject();
  const messages = useMessages();
  const change = useChangeImage(project.id, image.id);
  const [form] = Form.useForm<ImageValues>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    const changes = changesTo(image, values);
    if (Object.keys(changes).length > 0) {
      await change.mutateAsync(changes);
      messages.success(t('edit.done', { image: values.name.trim() }));
    }
    return undefined;
  };
  return (
    <FormModal
      open
      title={t('edit.title', { image: image.name ?? image.id })}
      width={720}
      submitLabel={t('edit.submit')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form<ImageValues>
        form={form}
        name="image"
        layout="vertical"
        requiredMark={false}
        initialValues={valuesOf(image)}
      >
        <ImageFields osType={image.osType} />
        <Form.Item name="protected" valuePropName="checked" extra={t('field.protected-hint')}>
          <Checkbox>{t('field.protected')}</Checkbox>
        </Form.Item>
        <Form.Item name="hidden" valuePropName="checked" extra={t('field.hidden-hint')}>
          <Checkbox>{t('field.hidden')}</Checkbox>
        </Form.Item>
      </Form>
    </FormModal>
  );
}

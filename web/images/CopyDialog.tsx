import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Image, ImageCopy } from '../../src/api/accord/images/schema.ts';
import { useCopyImage } from '../api/images.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { groupByRegion } from '../frame/projects.ts';
import { useMyProjects, useProject } from '../session/session-context.ts';
import { Bytes } from '../ui/Bytes.tsx';
import { Facts } from '../ui/Facts.tsx';
import { NamedId } from '../ui/NamedId.tsx';
import {
  copyName,
  longestDescription,
  longestName,
  newCopyOf,
  projectsElsewhere,
  type CopyValues,
} from './image-copy.ts';
import { diskGigabytes, osOf, osTypeText } from './image-words.ts';
import styles from './images.module.css';

interface Props {
  readonly image: Image;
  readonly onCopied: (copy: ImageCopy) => void;
  readonly onClose: () => void;
}

/** Makes a private image of one's own out of another; its owner can make it in another region, too. */
export function CopyDialog({ image, onCopied, onClose }: Props) {
  const { t } = useTranslation('images');
  const project = useProject();
  const copying = useCopyImage(project.id, image.id);
  const [form] = Form.useForm<CopyValues>();
  const elsewhere = projectsElsewhere(useMyProjects(), project);
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    onCopied(await copying.mutateAsync(newCopyOf(values)));
    return undefined;
  };
  return (
    <FormModal
      open
      title={t('copy.title', { image: image.name ?? image.id })}
      width={640}
      submitLabel={t('copy.submit')}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className={styles.quota}>{t('copy.note')}</p>
      <section aria-label={t('copy.source')} className={styles.copied}>
        <CopiedFacts image={image} />
      </section>
      <Form<CopyValues>
        form={form}
        name="copy"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: copyName(image), description: '', projectId: '' }}
      >
        <Form.Item
          name="name"
          label={t('field.name')}
          rules={[{ required: true, whitespace: true, message: t('field.name-missing') }]}
        >
          <Input maxLength={longestName} autoComplete="off" />
        </Form.Item>
        <Form.Item name="description" label={t('field.description')}>
          <Input.TextArea
            showCount
            maxLength={longestDescription}
            autoSize={{ minRows: 2, maxRows: 6 }}
          />
        </Form.Item>
        {image.can.copyToRegion === true && elsewhere.length > 0 ? (
          <Form.Item name="projectId" label={t('copy.region')} extra={t('copy.region-hint')}>
            <Select
              options={[
                { value: '', label: t('copy.here', { region: project.regionId }) },
                ...groupByRegion(elsewhere).map(({ regionId, inRegion }) => ({
                  label: regionId,
                  options: inRegion.map(({ id, name }) => ({
                    value: id,
                    label: `${regionId} › ${name}`,
                  })),
                })),
              ]}
            />
          </Form.Item>
        ) : null}
      </Form>
    </FormModal>
  );
}

function CopiedFacts({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const none = t('none', { ns: 'common' });
  const os = [osTypeText(t, image.osType), osOf(image)].filter((word) => word !== null);
  return (
    <Facts
      facts={[
        {
          key: 'image',
          title: t('copy.source'),
          value: <NamedId name={image.name ?? t('unnamed')} id={image.id} />,
        },
        { key: 'kind', title: t('column.kind'), value: t(`kind.${image.kind}`) },
        { key: 'os', title: t('column.os'), value: os.join(' · ') || none },
        { key: 'disk', title: t('column.disk'), value: diskGigabytes(image) ?? none },
        { key: 'size', title: t('column.size'), value: <Bytes bytes={image.size} /> },
      ]}
    />
  );
}

import { useQuery } from '@tanstack/react-query';
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Project } from '../../src/api/accord/identity/schema.ts';
import { useCreateProject, useUpdateProject } from '../api/projects.ts';
import { regionsQuery } from '../api/regions.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useMessages } from '../ui/messages.tsx';
import { AccountSelect } from './AccountSelect.tsx';
import { DescriptionField, NameField } from './fields.tsx';

interface Props {
  /** null: a new one. */
  readonly project: Project | null;
  /** Chosen already for a new one. */
  readonly accountId: string | undefined;
  /** One was made. */
  readonly onCreate: (project: Project) => void;
  readonly onClose: () => void;
}

interface Fields {
  readonly name: string;
  readonly description: string;
  /** Only of a new one: they stay for ever. */
  readonly accountId: string;
  readonly regionId: string;
}

export function ProjectDialog({ project, accountId, onCreate, onClose }: Props) {
  const { t } = useTranslation('admin');
  const messages = useMessages();
  const regions = useQuery(regionsQuery).data ?? [];
  const create = useCreateProject();
  const update = useUpdateProject();
  const [form] = Form.useForm<Fields>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    if (project === null) {
      const made = await create.mutateAsync(values);
      messages.success(t('create.project-done', { name: made.name }));
      onCreate(made);
    } else {
      const { name, description } = values;
      await update.mutateAsync({ id: project.id, change: { name, description } });
      messages.success(t('edit.done', { name }));
    }
    return undefined;
  };
  return (
    <FormModal
      open
      title={t(project === null ? 'create.project' : 'edit.project')}
      submitLabel={t(project === null ? 'act.create' : 'act.save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form<Fields>
        form={form}
        name="project"
        layout="vertical"
        requiredMark={false}
        initialValues={project ?? { name: '', description: '', accountId }}
      >
        {project === null ? (
          <>
            <Form.Item
              name="accountId"
              label={t('column.account')}
              rules={[{ required: true, message: t('field.account-missing') }]}
            >
              <AccountSelect label={t('field.choose-account')} />
            </Form.Item>
            <Form.Item
              name="regionId"
              label={t('column.region')}
              extra={t('field.project-region-hint')}
              rules={[{ required: true, message: t('field.region-missing') }]}
            >
              <Select
                placeholder={t('field.choose-region')}
                options={regions.map(({ id }) => ({ value: id, label: id }))}
              />
            </Form.Item>
          </>
        ) : (
          <Form.Item
            label={t('field.place')}
            htmlFor="project-place"
            extra={t('field.place-fixed')}
          >
            <Input
              id="project-place"
              disabled
              value={`${project.accountName} · ${project.regionId}`}
            />
          </Form.Item>
        )}
        <NameField label={t('column.project')} most={64} />
        <DescriptionField />
      </Form>
    </FormModal>
  );
}

import { Alert, Button, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Project, User } from '../../src/api/accord/identity/schema.ts';
import { roles, useRoleText } from '../account/use-role-text.ts';
import { useGrantRole, type Grant } from '../api/roles.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useMessages } from '../ui/messages.tsx';
import styles from './admin.module.css';
import { ProjectSelect } from './ProjectSelect.tsx';
import { UserSelect } from './UserSelect.tsx';

/** One end of the roles that are given. */
export type RolesOf =
  | { readonly noun: 'user'; readonly user: User }
  | { readonly noun: 'project'; readonly project: Project };

interface Fields {
  /** The other end: a project for a user, a user for a project. */
  readonly otherId: string;
  readonly role: Grant['role'];
}

/** Gives a role. */
export function GrantForm({ of }: { readonly of: RolesOf }) {
  const { t } = useTranslation('admin');
  const messages = useMessages();
  const roleText = useRoleText();
  const grant = useGrantRole();
  const [form] = Form.useForm<Fields>();
  const role = Form.useWatch('role', form);
  const submit = ({ otherId, role: wanted }: Fields): void => {
    const ends =
      of.noun === 'user'
        ? { userId: of.user.id, projectId: otherId }
        : { userId: otherId, projectId: of.project.id };
    grant.mutate(
      { ...ends, role: wanted },
      {
        onSuccess: () => {
          form.resetFields();
          messages.success(t('grant.done'));
        },
      },
    );
  };
  return (
    <>
      <Form<Fields>
        form={form}
        name={`grant-${of.noun}`}
        layout="inline"
        className={styles.grant ?? ''}
        initialValues={{ role: 'member' }}
        onFinish={submit}
      >
        <Form.Item
          name="otherId"
          rules={[{ required: true, message: t(`grant.missing.${of.noun}`) }]}
        >
          {of.noun === 'user' ? (
            <ProjectSelect label={t('grant.project')} className={styles.other ?? ''} />
          ) : (
            <UserSelect label={t('grant.user')} className={styles.other ?? ''} />
          )}
        </Form.Item>
        <Form.Item name="role">
          <Select
            aria-label={t('column.role')}
            className={styles.role ?? ''}
            options={roles.map((each) => ({ value: each, label: roleText(each) }))}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={grant.isPending}>
          {t('grant.submit')}
        </Button>
      </Form>
      {role === 'admin' ? (
        <Alert type="warning" showIcon className={styles.warning ?? ''} title={t('grant.admin')} />
      ) : null}
      <ErrorAlert error={grant.error} />
    </>
  );
}

import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { User } from '../../src/api/accord/identity/schema.ts';
import { useCreateUser, useUpdateUser } from '../api/users.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useMessages } from '../ui/messages.tsx';
import { AccountSelect } from './AccountSelect.tsx';
import { DescriptionField, NameField } from './fields.tsx';
import { newUserOf, userChangeOf, type UserValues } from './user-values.ts';

interface Props {
  /** null: a new one. */
  readonly user: User | null;
  /** Chosen already for a new one. */
  readonly accountId: string | undefined;
  /** One was made. */
  readonly onCreate: (user: User) => void;
  readonly onClose: () => void;
}

export function UserDialog({ user, accountId, onCreate, onClose }: Props) {
  const { t } = useTranslation('admin');
  const messages = useMessages();
  const create = useCreateUser();
  const update = useUpdateUser();
  const [form] = Form.useForm<UserValues>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    if (user === null) {
      const made = await create.mutateAsync(newUserOf(values));
      messages.success(t('create.user-done', { name: made.name }));
      onCreate(made);
    } else {
      await update.mutateAsync({ id: user.id, change: userChangeOf(values) });
      messages.success(t('edit.done', { name: values.name }));
    }
    return undefined;
  };
  return (
    <FormModal
      open
      title={t(user === null ? 'create.user' : 'edit.user')}
      submitLabel={t(user === null ? 'act.create' : 'act.save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form<UserValues>
        form={form}
        name="user"
        layout="vertical"
        requiredMark={false}
        initialValues={{
          name: user?.name ?? '',
          description: user?.description ?? '',
          email: user?.email ?? '',
          password: '',
          accountId,
        }}
      >
        {user === null ? (
          <Form.Item
            name="accountId"
            label={t('column.account')}
            rules={[{ required: true, message: t('field.account-missing') }]}
          >
            <AccountSelect label={t('field.choose-account')} />
          </Form.Item>
        ) : (
          <Form.Item
            label={t('column.account')}
            htmlFor="user-place"
            extra={t('field.account-fixed')}
          >
            <Input id="user-place" disabled value={user.accountName} />
          </Form.Item>
        )}
        <NameField label={t('column.user')} most={255} />
        <Form.Item
          name="password"
          label={t(user === null ? 'field.password' : 'field.new-password')}
          extra={t(user === null ? 'field.password-hint' : 'field.new-password-hint')}
          rules={[{ required: user === null, message: t('field.password-missing') }]}
        >
          <Input.Password autoComplete="new-password" maxLength={1024} />
        </Form.Item>
        <Form.Item name="email" label={t('column.email')}>
          <Input type="email" maxLength={255} autoComplete="off" />
        </Form.Item>
        <DescriptionField />
      </Form>
    </FormModal>
  );
}

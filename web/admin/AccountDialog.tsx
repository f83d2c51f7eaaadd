import { Form } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../src/api/accord/identity/schema.ts';
import { useCreateAccount, useUpdateAccount } from '../api/accounts.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useMessages } from '../ui/messages.tsx';
import { DescriptionField, NameField } from './fields.tsx';

interface Props {
  /** null: a new one. */
  readonly account: Account | null;
  readonly onClose: () => void;
}

interface Fields {
  readonly name: string;
  readonly description: string;
}

export function AccountDialog({ account, onClose }: Props) {
  const { t } = useTranslation('admin');
  const messages = useMessages();
  const create = useCreateAccount();
  const update = useUpdateAccount();
  const [form] = Form.useForm<Fields>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    if (account === null) await create.mutateAsync(values);
    else await update.mutateAsync({ id: account.id, change: values });
    messages.success(
      t(account === null ? 'create.account-done' : 'edit.done', { name: values.name }),
    );
    return undefined;
  };
  return (
    <FormModal
      open
      title={t(account === null ? 'create.account' : 'edit.account')}
      submitLabel={t(account === null ? 'act.create' : 'act.save')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form<Fields>
        form={form}
        name="account"
        layout="vertical"
        requiredMark={false}
        initialValues={account ?? { name: '', description: '' }}
      >
        <NameField label={t('column.account')} most={64} />
        <DescriptionField />
      </Form>
    </FormModal>
  );
}

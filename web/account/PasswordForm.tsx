import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useChangePassword } from '../api/session.ts';
import { useSession } from '../session/session-context.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useMessages } from '../ui/messages.tsx';
import styles from './account.module.css';

interface Fields {
  readonly current: string;
  readonly next: string;
  readonly repeated: string;
}

const longest = 1024;

/** A new password for whoever is signed in, who stays so. */
export function PasswordForm() {
  const { t } = useTranslation('account');
  const { user } = useSession();
  const messages = useMessages();
  const change = useChangePassword();
  const [form] = Form.useForm<Fields>();
  const submit = ({ current, next }: Fields): void => {
    change.mutate(
      { current, next },
      {
        onSuccess: () => {
          form.resetFields();
          messages.success(t('password.done'));
        },
      },
    );
  };
  return (
    <Form<Fields>
      form={form}
      name="password"
      layout="vertical"
      requiredMark={false}
      className={styles.password ?? ''}
      onFinish={submit}
    >
      {/* For what keeps passwords: whose it is. */}
      <input type="text" autoComplete="username" value={user.name} readOnly hidden />
      <Form.Item
        name="current"
        label={t('password.current')}
        rules={[{ required: true, message: t('password.current-missing') }]}
      >
        <Input.Password autoComplete="current-password" maxLength={longest} />
      </Form.Item>
      <Form.Item
        name="next"
        label={t('password.next')}
        extra={t('password.rules', { most: longest })}
        rules={[{ required: true, message: t('password.next-missing') }]}
      >
        <Input.Password autoComplete="new-password" maxLength={longest} />
      </Form.Item>
      <Form.Item
        name="repeated"
        label={t('password.repeated')}
        dependencies={['next']}
        rules={[
          { required: true, message: t('password.repeated-missing') },
          ({ getFieldValue }) => ({
            validator: async (_rule, repeated: string | undefined) => {
              const isOther = repeated !== getFieldValue('next');
              if (isOther && repeated !== undefined && repeated !== '') {
                throw new Error(t('password.repeated-other'));
              }
            },
          }),
        ]}
      >
        <Input.Password autoComplete="new-password" maxLength={longest} />
      </Form.Item>
      <ErrorAlert error={change.error} />
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {t('password.submit')}
      </Button>
    </Form>
  );
}

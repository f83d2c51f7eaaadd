import { Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Backup } from '../../src/api/accord/backups/schema.ts';
import { useRestoreBackup } from '../api/backups.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { paths } from '../paths.ts';
import { FlavorCards } from '../servers/FlavorCards.tsx';
import { loginOf, noLogin, type LoginValues } from '../servers/login-values.ts';
import { LoginFields } from '../servers/LoginFields.tsx';
import styles from '../servers/servers.module.css';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import ui from '../ui/ui.module.css';
import { BackupDisks } from './BackupDisks.tsx';

type Values = LoginValues & { readonly name: string; readonly flavorId?: string };

interface Props {
  readonly backup: Backup;
  readonly onClose: () => void;
}

/** A new server with all disks as they were; the one that was backed up stays as it is. */
export function RestoreDialog({ backup, onClose }: Props) {
  const { t } = useTranslation('backups');
  const project = useProject();
  const navigate = useNavigate();
  const messages = useMessages();
  const restore = useRestoreBackup(project.id, backup.id);
  const [form] = Form.useForm<Values>();
  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    const name = values.name.trim();
    await restore.mutateAsync({
      name,
      ...(values.flavorId === undefined ? {} : { flavorId: values.flavorId }),
      login: loginOf(values),
    });
    messages.success(t('restore.begun', { server: name }));
    await navigate(paths.servers(project.id));
    return undefined;
  };
  return (
    <FormModal
      open
      width={760}
      title={t('restore.title', { backup: backup.name })}
      submitLabel={t('restore.submit')}
      onSubmit={submit}
      onClose={onClose}
    >
      <ul className={ui.consequences} aria-label={t('what-happens', { ns: 'common' })}>
        <li>{t('restore.new')}</li>
        <li>{t('restore.disks')}</li>
      </ul>
      <div className={styles.block}>
        <BackupDisks backup={backup} />
      </div>
      <Form<Values>
        form={form}
        name="restore"
        layout="vertical"
        requiredMark={false}
        initialValues={{ ...noLogin, name: `${backup.server.name}-restored`.slice(0, 128) }}
      >
        <Form.Item
          name="name"
          label={t('restore.name')}
          rules={[
            {
              required: true,
              whitespace: true,
              message: t('field.name-missing', { ns: 'common' }),
            },
          ]}
        >
          <Input maxLength={128} autoComplete="off" />
        </Form.Item>
        <Form.Item name="flavorId" label={t('restore.flavor')} extra={t('restore.flavor-hint')}>
          <FlavorCards image={undefined} />
        </Form.Item>
        <LoginFields withUserData={false} />
      </Form>
    </FormModal>
  );
}

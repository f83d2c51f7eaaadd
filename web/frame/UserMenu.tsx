import { DownOutlined, LogoutOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSignOut } from '../api/session.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import { useErrorText } from '../ui/use-problem-text.ts';
import styles from './frame.module.css';

export function UserMenu() {
  const { t } = useTranslation('frame');
  const { user } = useSession();
  const messages = useMessages();
  const errorText = useErrorText();
  const signOut = useSignOut();
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'who',
            type: 'group',
            label: t('in-account', { account: user.accountName }),
          },
          {
            key: 'sign-out',
            icon: <LogoutOutlined aria-hidden />,
            label: t('sign-out'),
            onClick: () => {
              signOut.mutate(undefined, {
                // By loading anew: nothing of this person stays in the page's memory.
                onSuccess: () => window.location.assign(paths.signIn()),
                onError: (error) => messages.error(errorText(error)),
              });
            },
          },
        ],
      }}
    >
      <Button
        type="text"
        icon={<UserOutlined aria-hidden />}
        aria-label={t('account-of', { user: user.name })}
        aria-haspopup="menu"
      >
        <span className={styles.userName}>{user.name}</span>
        <DownOutlined aria-hidden className={styles.small ?? ''} />
      </Button>
    </Dropdown>
  );
}

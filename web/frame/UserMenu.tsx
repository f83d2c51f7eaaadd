import { DownOutlined, LogoutOutlined, SettingOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '../paths.ts';
import { useSession } from '../session/session-context.ts';
import { useLeave } from '../session/use-leave.ts';
import styles from './frame.module.css';

export function UserMenu() {
  const { t } = useTranslation('frame');
  const { user } = useSession();
  const navigate = useNavigate();
  const signOut = useLeave();
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
            key: 'settings',
            icon: <SettingOutlined aria-hidden />,
            label: t('settings'),
            onClick: () => void navigate(paths.account),
          },
          {
            key: 'sign-out',
            icon: <LogoutOutlined aria-hidden />,
            label: t('sign-out'),
            onClick: signOut,
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

import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/session-context.ts';
import { useLeave } from '../session/use-leave.ts';
import { Card } from '../ui/Card.tsx';
import { CopyableId } from '../ui/CopyableId.tsx';
import { Facts } from '../ui/Facts.tsx';
import { Page } from '../ui/Page.tsx';
import { When } from '../ui/When.tsx';
import { AccessKeys } from './AccessKeys.tsx';
import styles from './account.module.css';
import { LanguageChoice } from './LanguageChoice.tsx';
import { MyProjectsTable } from './MyProjectsTable.tsx';
import { PasswordForm } from './PasswordForm.tsx';

/** Who is signed in, where this person can work, and what it can set for itself. */
export function AccountPage() {
  const { t } = useTranslation('account');
  const { user, operator, expiresAt } = useSession();
  const leave = useLeave();
  return (
    <Page title={t('title')} actions={<Button onClick={leave}>{t('sign-out')}</Button>}>
      <Card title={t('who')}>
        <Facts
          facts={[
            { key: 'user', title: t('user'), value: user.name },
            { key: 'user-id', title: t('user-id'), value: <CopyableId id={user.id} /> },
            { key: 'account', title: t('account'), value: user.accountName },
            {
              key: 'account-id',
              title: t('account-id'),
              value: <CopyableId id={user.accountId} />,
            },
            {
              key: 'kind',
              title: t('kind.label'),
              value: t(operator ? 'kind.operator' : 'kind.other'),
            },
            { key: 'expires', title: t('signed-in-until'), value: <When at={expiresAt} /> },
          ]}
        />
      </Card>
      <Card title={t('projects.title')}>
        <MyProjectsTable />
      </Card>
      <Card title={t('keys.title')}>
        <AccessKeys />
      </Card>
      <Card title={t('language')}>
        <LanguageChoice />
      </Card>
      <Card title={t('password.title')}>
        <p className={styles.lead}>{t('password.lead')}</p>
        <PasswordForm />
      </Card>
    </Page>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import { isSignedOut } from '../api/request.ts';
import { sessionQuery, useSignIn } from '../api/session.ts';
import { LanguageMenu } from '../frame/LanguageMenu.tsx';
import { ProductMark } from '../frame/ProductMark.tsx';
import { ThemeMenu } from '../frame/ThemeMenu.tsx';
import { safeReturn } from '../paths.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import styles from './session.module.css';

interface Fields {
  readonly account?: string;
  readonly user: string;
  readonly password: string;
}

/** Signing in; afterwards one is where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation('session');
  const [params] = useSearchParams();
  const session = useQuery(sessionQuery);
  const signIn = useSignIn();
  const returnTo = params.get('returnTo');

  if (session.data) return <Navigate to={safeReturn(returnTo)} replace />;

  const submit = ({ account = '', user, password }: Fields): void => {
    const name = account.trim();
    signIn.mutate({ user: user.trim(), password, ...(name === '' ? {} : { account: name }) });
  };
  const wrong =
    isSignedOut(signIn.error) && asProblem(signIn.error).code === 'identity.unauthorized';
  return (
    <div className={styles.page}>
      <title>{t('title', { ns: 'common', page: t('title') })}</title>
      <header className={styles.bar}>
        <LanguageMenu />
        <ThemeMenu />
      </header>
      <main className={styles.card}>
        <ProductMark />
        <h1 className={styles.title}>{t('title')}</h1>
        <p className={styles.lead}>{t('lead')}</p>
        <Form<Fields> layout="vertical" requiredMark={false} onFinish={submit}>
          <Form.Item name="account" label={t('account')} extra={t('account-hint')}>
            <Input autoComplete="organization" maxLength={64} />
          </Form.Item>
          <Form.Item
            name="user"
            label={t('user')}
            rules={[{ required: true, whitespace: true, message: t('user-missing') }]}
          >
            <Input autoComplete="username" autoFocus maxLength={255} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('password')}
            rules={[{ required: true, message: t('password-missing') }]}
          >
            <Input.Password autoComplete="current-password" maxLength={1024} />
          </Form.Item>
          <ErrorAlert error={signIn.error} reason={wrong ? t('refused') : undefined} />
          <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>
            {t('submit')}
          </Button>
        </Form>
      </main>
    </div>
  );
}

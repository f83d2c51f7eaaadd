import { KeyOutlined, PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Radio, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewLogin } from '../../src/api/accord/servers/schema.ts';
import { keyPairsQuery } from '../api/key-pairs.ts';
import { useProject } from '../session/session-context.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import type { LoginValues } from './login-values.ts';
import { isPasswordGood, longest, makePassword } from './password.ts';
import styles from './servers.module.css';

const NewKeyPairDialog = lazy(async () => ({
  default: (await import('../key-pairs/NewKeyPairDialog.tsx')).NewKeyPairDialog,
}));

const kinds = ['password', 'key', 'image'] as const satisfies readonly NewLogin['kind'][];

/** How one will get in, and what the system does first (LoginValues), inside of a Form. */
export function LoginFields({ withUserData = true }: { readonly withUserData?: boolean }) {
  const { t } = useTranslation('servers');
  const form = Form.useFormInstance<LoginValues>();
  const login = Form.useWatch('login', form);
  return (
    <>
      <Form.Item name="login" label={t('login.label')}>
        <Radio.Group
          optionType="button"
          options={kinds.map((value) => ({ value, label: t(`login.kind.${value}`) }))}
        />
      </Form.Item>
      {login === 'password' ? <PasswordField /> : null}
      {login === 'key' ? <KeyField /> : null}
      {login === 'image' ? <p className={styles.hint}>{t('login.image-hint')}</p> : null}
      {withUserData ? (
        <Form.Item name="userData" label={t('login.user-data')} extra={t('login.user-data-hint')}>
          <Input.TextArea
            className={styles.code ?? ''}
            autoSize={{ minRows: 2, maxRows: 10 }}
            spellCheck={false}
          />
        </Form.Item>
      ) : null}
    </>
  );
}

function PasswordField() {
  const { t } = useTranslation('servers');
  const form = Form.useFormInstance<LoginValues>();
  // Whoever has one made has to see it once.
  const [made, setMade] = useState<string | null>(null);
  const password = Form.useWatch('password', form);
  return (
    <>
      <Form.Item
        name="password"
        label={t('login.password')}
        extra={t('login.password-hint')}
        // Not while it is still being typed.
        validateDebounce={800}
        rules={[
          {
            validator: async (_rule, value: string | undefined) => {
              if (!isPasswordGood(value ?? '')) {
                await Promise.reject(new Error(t('login.password-bad')));
              }
            },
          },
        ]}
      >
        <Input.Password
          maxLength={longest}
          autoComplete="new-password"
          className={styles.short ?? ''}
        />
      </Form.Item>
      <div className={styles.under}>
        <Button
          size="small"
          icon={<KeyOutlined aria-hidden />}
          onClick={() => {
            const next = makePassword();
            setMade(next);
            form.setFields([{ name: 'password', value: next, errors: [] }]);
          }}
        >
          {t('login.make-password')}
        </Button>
        {made !== null && made === password ? (
          <span role="status">
            <CopyableId id={made} name={t('login.password')} />
          </span>
        ) : null}
      </div>
    </>
  );
}

function KeyField() {
  const { t } = useTranslation('servers');
  const project = useProject();
  const form = Form.useFormInstance<LoginValues>();
  const found = useQuery(keyPairsQuery(project.id));
  const [isMaking, setMaking] = useState(false);
  return (
    <>
      <Form.Item
        name="keyName"
        label={t('login.key')}
        extra={t('login.key-hint')}
        rules={[{ required: true, message: t('login.key-missing') }]}
      >
        <Select
          className={styles.short ?? ''}
          loading={found.isPending}
          notFoundContent={t('login.no-key')}
          options={(found.data ?? []).map(({ name }) => ({ value: name, label: name }))}
        />
      </Form.Item>
      <div className={styles.under}>
        <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => setMaking(true)}>
          {t('login.make-key')}
        </Button>
      </div>
      <Suspense>
        {isMaking ? (
          <NewKeyPairDialog
            onMade={({ name }) => form.setFields([{ name: 'keyName', value: name, errors: [] }])}
            onClose={() => setMaking(false)}
          />
        ) : null}
      </Suspense>
    </>
  );
}

import { Form, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MadeKeyPair } from '../../src/api/accord/servers/schema.ts';
import { useCreateKeyPair } from '../api/key-pairs.ts';
import { checkedValues } from '../forms/checked-values.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useFocusBack } from '../forms/use-focus-back.ts';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import { PrivateKeyDialog } from './PrivateKeyDialog.tsx';

interface Values {
  readonly name: string;
  readonly way: 'make' | 'import';
  readonly publicKey?: string;
}

interface Props {
  readonly onMade?: (made: MadeKeyPair) => void;
  readonly onClose: () => void;
}

const names = /^[\w.@-]{1,64}$/;
const publicKeys = /^\s*(ssh-(ed25519|rsa)|ecdsa-sha2-nistp(256|384|521)|sk-[\w@.-]+) +[\w+/=]+/;

/** Makes a pair, and gives its private half out once; or takes in the public half of one that somebody has. */
export function NewKeyPairDialog({ onMade, onClose }: Props) {
  const { t } = useTranslation('servers');
  const messages = useMessages();
  const create = useCreateKeyPair(useProject().id);
  const [form] = Form.useForm<Values>();
  const way = Form.useWatch('way', form);
  const [made, setMade] = useState<MadeKeyPair | null>(null);
  useFocusBack();
  if (made !== null) return <PrivateKeyDialog made={made} onClose={onClose} />;

  const submit = async (): Promise<'stay' | undefined> => {
    const values = await checkedValues(form);
    if (values === null) return 'stay';
    const { name, publicKey = '' } = values;
    const answer = await create.mutateAsync({
      name: name.trim(),
      ...(values.way === 'import' ? { publicKey: publicKey.trim() } : {}),
    });
    onMade?.(answer);
    if (answer.privateKey === null) {
      messages.success(t('keys.imported', { name: answer.name }));
      return undefined;
    }
    setMade(answer);
    return 'stay';
  };
  return (
    <FormModal
      open
      title={t('keys.new')}
      submitLabel={t(way === 'import' ? 'keys.import' : 'keys.make')}
      onSubmit={submit}
      onClose={onClose}
    >
      <Form<Values>
        form={form}
        name="key-pair"
        layout="vertical"
        requiredMark={false}
        initialValues={{ name: '', way: 'make' }}
      >
        <Form.Item name="way" label={t('keys.way')}>
          <Radio.Group
            options={(['make', 'import'] as const).map((value) => ({
              value,
              label: t(`keys.way-of.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('keys.name')}
          rules={[{ required: true, pattern: names, message: t('keys.name-bad') }]}
        >
          <Input maxLength={64} autoComplete="off" />
        </Form.Item>
        {way === 'import' ? (
          <Form.Item
            name="publicKey"
            label={t('keys.public')}
            extra={t('keys.public-hint')}
            rules={[{ required: true, pattern: publicKeys, message: t('keys.public-bad') }]}
          >
            <Input.TextArea
              maxLength={8192}
              autoSize={{ minRows: 3, maxRows: 8 }}
              spellCheck={false}
            />
          </Form.Item>
        ) : null}
      </Form>
    </FormModal>
  );
}

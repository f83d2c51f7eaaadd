import { CloseOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { useChangeImage } from '../api/images.ts';
import { useProject } from '../session/session-context.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import styles from './images.module.css';

/** An image's tags; whoever may change it adds and removes them here, one at a time. */
export function ImageTags({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const textOf = useProblemText();
  const change = useChangeImage(useProject().id, image.id);
  const [text, setText] = useState('');
  const { edit } = image.can;
  const reason = edit === true ? undefined : textOf({ code: edit, detail: edit });
  const add = (): void => {
    const tag = text.trim();
    if (tag === '') return;
    change.mutate({ tags: [...new Set([...image.tags, tag])] }, { onSuccess: () => setText('') });
  };
  return (
    <>
      <ul className={styles.tags}>
        {image.tags.length === 0 ? <li>{t('tags.none')}</li> : null}
        {image.tags.map((tag) => (
          <li key={tag} className={styles.tag}>
            {tag}
            <DisabledReason reason={reason}>
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined aria-hidden />}
                aria-label={t('tags.remove', { tag })}
                disabled={change.isPending}
                onClick={() => change.mutate({ tags: image.tags.filter((each) => each !== tag) })}
              />
            </DisabledReason>
          </li>
        ))}
      </ul>
      <Form layout="inline" className={styles.addTag ?? ''} onFinish={add}>
        <DisabledReason reason={reason}>
          <Input
            aria-label={t('tags.new')}
            placeholder={t('tags.new')}
            maxLength={255}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </DisabledReason>
        <DisabledReason reason={reason}>
          <Button htmlType="submit" icon={<PlusOutlined aria-hidden />} loading={change.isPending}>
            {t('tags.add')}
          </Button>
        </DisabledReason>
      </Form>
      <ErrorAlert error={change.error} />
    </>
  );
}

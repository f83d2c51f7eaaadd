import { Form, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useProject } from '../session/session-context.ts';
import { Page } from '../ui/Page.tsx';
import { ImageSource, type Source } from './ImageSource.tsx';
import styles from './images.module.css';
import { UploadForm } from './UploadForm.tsx';
import { useUpload } from './use-upload.ts';

const sources = ['file', 'server', 'server-image', 'disk', 'backup'] as const satisfies readonly (
  | 'file'
  | Source
)[];

/** A private image: from a file, or from what the project has. */
export function NewImagePage() {
  const { t } = useTranslation('images');
  const upload = useUpload(useProject().id);
  const [source, setSource] = useState<(typeof sources)[number]>('file');
  return (
    <Page title={t('new.title')} lead={<p className={styles.quota}>{t('new.lead')}</p>}>
      <Form layout="vertical" className={styles.newImage ?? ''}>
        <Form.Item
          label={t('source.label')}
          extra={t(`source.what.${source}`)}
          style={{ marginBottom: 0 }}
        >
          <Radio.Group
            optionType="button"
            aria-label={t('source.label')}
            disabled={upload.running !== null}
            value={source}
            options={sources.map((value) => ({ value, label: t(`source.of.${value}`) }))}
            onChange={({ target }) =>
              setSource(sources.find((each) => each === target.value) ?? 'file')
            }
          />
        </Form.Item>
      </Form>
      {source === 'file' ? (
        <UploadForm upload={upload} />
      ) : (
        <ImageSource key={source} source={source} />
      )}
    </Page>
  );
}

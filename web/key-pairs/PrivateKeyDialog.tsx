import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MadeKeyPair } from '../../src/api/accord/servers/schema.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { downloadFile } from '../ui/download-file.ts';
import { useShown } from '../ui/use-shown.ts';
import styles from '../servers/servers.module.css';

interface Props {
  readonly made: MadeKeyPair;
  readonly onClose: () => void;
}

/** A new pair's private half, this once: it closes by its button only, and not before the file was taken. */
export function PrivateKeyDialog({ made, onClose }: Props) {
  const { t } = useTranslation('servers');
  const [isTaken, setTaken] = useState(false);
  const isShown = useShown();
  const file = `${made.name}.pem`;
  return (
    <Modal
      open={isShown}
      title={t('keys.made', { name: made.name })}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
      footer={
        <div className={styles.modalActs}>
          <Button
            {...(isTaken ? {} : { type: 'primary' as const })}
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => {
              downloadFile(file, [made.privateKey ?? ''], 'application/x-pem-file');
              setTaken(true);
            }}
          >
            {t('keys.download', { file })}
          </Button>
          <DisabledReason reason={isTaken ? undefined : t('keys.take-first')}>
            <Button {...(isTaken ? { type: 'primary' as const } : {})} onClick={onClose}>
              {t('close', { ns: 'common' })}
            </Button>
          </DisabledReason>
        </div>
      }
    >
      <Alert type="warning" showIcon title={t('keys.once')} />
      <p>{t('keys.use')}</p>
      <pre className={styles.words}>{`chmod 600 ${file}\nssh -i ${file} -p … root@…`}</pre>
    </Modal>
  );
}

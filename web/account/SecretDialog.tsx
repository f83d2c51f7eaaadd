import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CreatedAccessKey } from '../../src/api/accord/access-keys/schema.ts';
import { useSession } from '../session/session-context.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { downloadFile } from '../ui/download-file.ts';
import { Facts } from '../ui/Facts.tsx';
import { useShown } from '../ui/use-shown.ts';
import styles from './account.module.css';
import { credentialsFile, credentialsFileName } from './credentials-file.ts';

interface Props {
  readonly made: CreatedAccessKey;
  readonly onClose: () => void;
}

/** A new key with its secret, this once: it closes by its button only, not by a key or click too many. */
export function SecretDialog({ made, onClose }: Props) {
  const { t } = useTranslation('account');
  const { user } = useSession();
  const isShown = useShown();
  const download = (): void =>
    downloadFile(credentialsFileName, credentialsFile(user.name, made), 'text/csv');
  return (
    <Modal
      open={isShown}
      title={t('keys.made')}
      width={600}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      destroyOnHidden
      footer={[
        <Button key="download" icon={<DownloadOutlined aria-hidden />} onClick={download}>
          {t('keys.download', { file: credentialsFileName })}
        </Button>,
        <Button key="close" type="primary" onClick={onClose}>
          {t('keys.saved')}
        </Button>,
      ]}
    >
      <Alert type="warning" showIcon className={styles.once ?? ''} title={t('keys.once')} />
      <Facts
        facts={[
          { key: 'id', title: t('keys.id'), value: <CopyableId id={made.id} /> },
          {
            key: 'secret',
            title: t('keys.secret'),
            value: <CopyableId id={made.secret} name={t('keys.secret')} />,
          },
        ]}
      />
    </Modal>
  );
}

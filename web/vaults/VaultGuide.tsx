import { QuestionCircleOutlined } from '@ant-design/icons';
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFocusBack } from '../forms/use-focus-back.ts';
import { useShown } from '../ui/use-shown.ts';
import styles from './vaults.module.css';

const questions = ['what', 'why', 'room', 'which', 'back'] as const;

/** The "?" beside whatever speaks of vaults: what one is, and what it is good for. */
export function VaultGuide() {
  const { t } = useTranslation('vaults');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        type="link"
        size="small"
        icon={<QuestionCircleOutlined aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('guide.title')}
      </Button>
      {isOpen ? <GuideDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function GuideDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('vaults');
  const isShown = useShown();
  useFocusBack();
  return (
    <Modal
      open={isShown}
      title={t('guide.title')}
      footer={<Button onClick={onClose}>{t('close', { ns: 'common' })}</Button>}
      onCancel={onClose}
    >
      <dl className={styles.guide}>
        {questions.map((key) => (
          <div key={key}>
            <dt>{t(`guide.${key}.title`)}</dt>
            <dd>{t(`guide.${key}.text`)}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}

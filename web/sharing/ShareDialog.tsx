// Offering images to other projects, and, behind the second tab, taking that back.
import { Tabs } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { ResultPanel } from '../ui/ResultPanel.tsx';
import { ShareForm } from './ShareForm.tsx';
import { useSharing } from './use-sharing.ts';
import { useWithdrawing } from './use-withdrawing.ts';
import { WithdrawForm } from './WithdrawForm.tsx';

interface Props {
  /** At most largestShare. */
  readonly images: readonly Image[];
  /** What is shown first; default share. */
  readonly tab?: 'share' | 'withdraw';
  readonly onClose: () => void;
}

/** Stays open, with what came of it, when something was refused. */
export function ShareDialog({ images, tab = 'share', onClose }: Props) {
  const { t } = useTranslation('sharing');
  const [shown, setShown] = useState(tab);
  const sharing = useSharing(images);
  const withdrawing = useWithdrawing(images);
  const current = shown === 'share' ? sharing : withdrawing;
  return (
    <FormModal
      open
      title={t('share.title', { count: images.length })}
      width={880}
      submitLabel={t(`submit.${shown}`, { count: current.count })}
      danger={shown === 'withdraw'}
      incomplete={current.count === 0}
      onSubmit={current.submit}
      onClose={onClose}
    >
      {current.results === null ? null : (
        <ResultPanel results={current.results} onClose={current.forget} />
      )}
      <Tabs
        activeKey={shown}
        onChange={(key) => setShown(key as typeof shown)}
        items={[
          { key: 'share', label: t('share.tab'), children: <ShareForm sharing={sharing} /> },
          {
            key: 'withdraw',
            label: t('withdraw.tab'),
            children: <WithdrawForm withdrawing={withdrawing} />,
          },
        ]}
      />
    </FormModal>
  );
}

import { useTranslation } from 'react-i18next';
import type { AccessKey } from '../../src/api/accord/access-keys/schema.ts';
import { useUpdateAccessKey } from '../api/access-keys.ts';
import { useMessages } from '../ui/messages.tsx';
import { DescriptionDialog } from './DescriptionDialog.tsx';

interface Props {
  readonly about: AccessKey;
  readonly onClose: () => void;
}

export function EditAccessKeyDialog({ about, onClose }: Props) {
  const { t } = useTranslation('account');
  const messages = useMessages();
  const update = useUpdateAccessKey();
  return (
    <DescriptionDialog
      title={t('keys.edit-title')}
      submitLabel={t('keys.save')}
      description={about.description}
      onSubmit={async (change) => {
        await update.mutateAsync({ id: about.id, change });
        messages.success(t('keys.edited'));
      }}
      onClose={onClose}
    />
  );
}

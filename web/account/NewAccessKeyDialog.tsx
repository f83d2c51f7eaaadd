import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreatedAccessKey } from '../../src/api/accord/access-keys/schema.ts';
import { useCreateAccessKey } from '../api/access-keys.ts';
import { useFocusBack } from '../forms/use-focus-back.ts';
import { DescriptionDialog } from './DescriptionDialog.tsx';
import { SecretDialog } from './SecretDialog.tsx';

/** Asks what a key is for, then shows it with its secret. */
export function NewAccessKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('account');
  const create = useCreateAccessKey();
  const [made, setMade] = useState<CreatedAccessKey | null>(null);
  useFocusBack();
  if (made !== null) return <SecretDialog made={made} onClose={onClose} />;
  return (
    <DescriptionDialog
      title={t('keys.create')}
      submitLabel={t('keys.submit')}
      description=""
      onSubmit={async (wanted) => {
        setMade(await create.mutateAsync(wanted));
        return 'stay';
      }}
      onClose={onClose}
    />
  );
}

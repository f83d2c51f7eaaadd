// Dialogs in which one does something to a vault. Loaded when something is first done.
import { useTranslation } from 'react-i18next';
import type { Vault } from '../../src/api/accord/vaults/schema.ts';
import { useChangeVault, useDeleteVault } from '../api/vaults.ts';
import { ConfirmDialog } from '../forms/ConfirmDialog.tsx';
import { NameDialog } from '../forms/NameDialog.tsx';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import { NewVaultDialog } from './NewVaultDialog.tsx';
import { ResizeDialog } from './ResizeDialog.tsx';

export type VaultDialog =
  | { readonly act: 'new' }
  | { readonly act: 'resize' | 'edit' | 'lock' | 'unlock' | 'delete'; readonly vault: Vault };

interface Props {
  readonly dialog: VaultDialog;
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

export function VaultActing({ dialog, onDeleted, onClose }: Props) {
  switch (dialog.act) {
    case 'new':
      return <NewVaultDialog onClose={onClose} />;
    case 'resize':
      return <ResizeDialog vault={dialog.vault} onClose={onClose} />;
    case 'edit':
      return <EditVault vault={dialog.vault} onClose={onClose} />;
    case 'lock':
    case 'unlock':
      return <LockVault act={dialog.act} vault={dialog.vault} onClose={onClose} />;
    case 'delete':
      return <DeleteVault vault={dialog.vault} onDeleted={onDeleted} onClose={onClose} />;
  }
}

interface OneProps {
  readonly vault: Vault;
  readonly onClose: () => void;
}

function EditVault({ vault, onClose }: OneProps) {
  const { t } = useTranslation('vaults');
  const change = useChangeVault(useProject().id);
  return (
    <NameDialog
      title={t('edit.title', { vault: vault.name })}
      submitLabel={t('edit.submit')}
      initial={vault}
      longest={64}
      onSubmit={async (values) => await change.mutateAsync({ vaultId: vault.id, ...values })}
      onClose={onClose}
    />
  );
}

function LockVault({ act, vault, onClose }: OneProps & { readonly act: 'lock' | 'unlock' }) {
  const { t } = useTranslation('vaults');
  const messages = useMessages();
  const change = useChangeVault(useProject().id);
  return (
    <ConfirmDialog
      open
      title={t(`lock.title.${act}`, { vault: vault.name })}
      consequences={act === 'lock' ? [t('lock.what'), t('lock.stays')] : [t('lock.opens')]}
      confirmLabel={t(`act.${act}`)}
      onConfirm={async () => {
        await change.mutateAsync({ vaultId: vault.id, locked: act === 'lock' });
        messages.success(t(`lock.done.${act}`, { vault: vault.name }));
      }}
      onClose={onClose}
    />
  );
}

interface DeleteProps extends OneProps {
  readonly onDeleted: () => void;
}

function DeleteVault({ vault, onDeleted, onClose }: DeleteProps) {
  const { t } = useTranslation('vaults');
  const messages = useMessages();
  const deletion = useDeleteVault(useProject().id);
  return (
    <ConfirmDialog
      open
      danger
      title={t('delete.title', { vault: vault.name })}
      consequences={[t('delete.what'), t('delete.forever')]}
      confirmLabel={t('act.delete')}
      onConfirm={async () => {
        await deletion.mutateAsync(vault.id);
        messages.success(t('delete.done', { vault: vault.name }));
        onDeleted();
      }}
      onClose={onClose}
    />
  );
}

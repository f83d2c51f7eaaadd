import { useTranslation } from 'react-i18next';
import type { User } from '../../src/api/accord/identity/schema.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { DetailsDrawer } from '../ui/DetailsDrawer.tsx';
import { Facts } from '../ui/Facts.tsx';
import { When } from '../ui/When.tsx';
import { EnabledTag } from './EnabledTag.tsx';
import { RolesPanel } from './RolesPanel.tsx';

interface Props {
  readonly user: User;
  readonly onClose: () => void;
}

/** A user, and what it may do where. */
export function UserDrawer({ user, onClose }: Props) {
  const { t } = useTranslation('admin');
  const { id, name, accountName, email, description, enabled, createdAt } = user;
  const none = t('none', { ns: 'common' });
  return (
    <DetailsDrawer title={t('user-named', { name })} onClose={onClose}>
      <Facts
        facts={[
          { key: 'id', title: t('column.user-id'), value: <CopyableId id={id} /> },
          { key: 'account', title: t('column.account'), value: accountName },
          { key: 'email', title: t('column.email'), value: email ?? none },
          { key: 'description', title: t('column.description'), value: description || none },
          { key: 'state', title: t('column.state'), value: <EnabledTag enabled={enabled} /> },
          { key: 'created', title: t('column.created'), value: <When at={createdAt} /> },
        ]}
      />
      <RolesPanel of={{ noun: 'user', user }} />
    </DetailsDrawer>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Project } from '../../src/api/accord/identity/schema.ts';
import { paths } from '../paths.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { DetailsDrawer } from '../ui/DetailsDrawer.tsx';
import { Facts } from '../ui/Facts.tsx';
import { When } from '../ui/When.tsx';
import styles from './admin.module.css';
import { EnabledTag } from './EnabledTag.tsx';
import { RolesPanel } from './RolesPanel.tsx';

interface Props {
  readonly project: Project;
  readonly onClose: () => void;
}

/** A project, and who may do what in it. */
export function ProjectDrawer({ project, onClose }: Props) {
  const { t } = useTranslation('admin');
  const { id, name, accountName, regionId, description, enabled, createdAt } = project;
  return (
    <DetailsDrawer title={t('project-named', { name })} onClose={onClose}>
      <Facts
        facts={[
          { key: 'id', title: t('column.project-id'), value: <CopyableId id={id} /> },
          { key: 'account', title: t('column.account'), value: accountName },
          { key: 'region', title: t('column.region'), value: regionId },
          {
            key: 'description',
            title: t('column.description'),
            value: description || t('none', { ns: 'common' }),
          },
          { key: 'state', title: t('column.state'), value: <EnabledTag enabled={enabled} /> },
          { key: 'created', title: t('column.created'), value: <When at={createdAt} /> },
        ]}
      />
      <p className={styles.more}>
        <Link to={paths.auditOfProject(id)}>{t('audit-of-project')}</Link>
      </p>
      <RolesPanel of={{ noun: 'project', project }} />
    </DetailsDrawer>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { eventListQuery, eventPages } from '../api/events.ts';
import { useProject } from '../session/session-context.ts';
import { SearchBox } from '../table/SearchBox.tsx';
import { useList } from '../table/use-list.ts';
import { Page } from '../ui/Page.tsx';
import { projectActs } from './acts.ts';
import { eventQueryOf, ownTrail } from './audit-list.ts';
import styles from './audit.module.css';
import { AuditTable } from './AuditTable.tsx';

/** What happened to a project's images, what it did, and what was offered to it. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const project = useProject();
  const list = useList(ownTrail);
  const query = eventQueryOf(list.query);
  return (
    <Page title={t('title')} lead={<p className={styles.lead}>{t('lead')}</p>}>
      <AuditTable
        list={list}
        result={useQuery(eventListQuery(project.id, query))}
        acts={projectActs}
        projectFilter={
          <SearchBox
            label={t('other-project-id')}
            value={list.query.otherProjectId ?? ''}
            onSearch={(otherProjectId) => list.change({ otherProjectId })}
          />
        }
        ownId={project.id}
        exportAs={{
          name: `audit-${project.regionId}-${project.name}`,
          fetchPage: eventPages(project.id, query),
        }}
      />
    </Page>
  );
}

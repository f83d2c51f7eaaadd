import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProjectSelect } from '../admin/ProjectSelect.tsx';
import { allEventsQuery, eventPages } from '../api/events.ts';
import { useList } from '../table/use-list.ts';
import { Page } from '../ui/Page.tsx';
import { allActs } from './acts.ts';
import { eventQueryOf, wholeTrail } from './audit-list.ts';
import styles from './audit.module.css';
import { AuditTable } from './AuditTable.tsx';

/** What happened in all projects, for operators. */
export function AuditOfAllPage() {
  const { t } = useTranslation('audit');
  const list = useList(wholeTrail);
  const query = eventQueryOf(list.query);
  return (
    <Page title={t('title-of-all')} lead={<p className={styles.lead}>{t('lead-of-all')}</p>}>
      <AuditTable
        list={list}
        result={useQuery(allEventsQuery(query))}
        acts={allActs}
        projectFilter={
          <ProjectSelect
            label={t('all-projects')}
            className={styles.project ?? ''}
            value={list.query.projectId}
            onChange={(projectId) => list.change({ projectId })}
          />
        }
        ownId={null}
        exportAs={{ name: 'audit', fetchPage: eventPages(null, query) }}
      />
    </Page>
  );
}

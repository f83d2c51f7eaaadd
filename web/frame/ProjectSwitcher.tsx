import { Badge, Select, Tag } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import { paths } from '../paths.ts';
import { useCurrentProject } from '../session/last-project.ts';
import { useMyProjects } from '../session/session-context.ts';
import { Hidden } from '../ui/Hidden.tsx';
import styles from './frame.module.css';
import { groupByRegion, matchesProject } from './projects.ts';

/** Region and project, at the top left of every page; says in which projects offers wait. */
export function ProjectSwitcher() {
  const { t } = useTranslation('frame');
  const navigate = useNavigate();
  const projects = useMyProjects();
  const current = useCurrentProject();
  const describedBy = useId();
  const elsewhere = projects
    .filter(({ id, waitingOffers }) => waitingOffers > 0 && id !== current?.id)
    .map(({ regionId: region, name, waitingOffers: count }) =>
      t('switcher.elsewhere', { region, project: name, count }),
    )
    .join('\n');
  return (
    <Badge dot={elsewhere !== ''} offset={[-2, 4]} title={elsewhere}>
      <Select<string, { value: string; label: string; project: MyProject }>
        className={styles.switcher ?? ''}
        aria-label={t('switcher.label')}
        placeholder={t('switcher.placeholder')}
        notFoundContent={t('switcher.nothing')}
        value={current?.id ?? null}
        listHeight={400}
        popupMatchSelectWidth={420}
        showSearch={{
          filterOption: (text, option) =>
            option !== undefined && matchesProject(option.project, text),
        }}
        // Groups and what is in them; the type of Select knows only one level.
        options={groupByRegion(projects) as never}
        optionRender={({ data: { project } }) => <ProjectOption project={project} />}
        labelRender={() => (current === undefined ? null : `${current.regionId} › ${current.name}`)}
        onChange={(id) => void navigate(paths.images(id))}
        {...(elsewhere === '' ? {} : { 'aria-describedby': describedBy })}
      />
      <Hidden id={describedBy}>{elsewhere}</Hidden>
    </Badge>
  );
}

function ProjectOption({ project }: { readonly project: MyProject }) {
  const { t } = useTranslation('frame');
  const { name, accountName, waitingOffers } = project;
  return (
    <span className={styles.option}>
      <span>
        {name} <small>{accountName}</small>
      </span>
      {waitingOffers === 0 ? null : (
        <Tag color="warning">{t('switcher.waiting', { count: waitingOffers })}</Tag>
      )}
    </span>
  );
}

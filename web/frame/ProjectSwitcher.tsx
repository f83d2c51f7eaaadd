import { DownOutlined } from '@ant-design/icons';
import { Badge, Button, Popover, type InputRef } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { paths } from '../paths.ts';
import { useCurrentProject } from '../session/last-project.ts';
import { useMyProjects } from '../session/session-context.ts';
import { Hidden } from '../ui/Hidden.tsx';
import styles from './frame.module.css';
import { ProjectPicker } from './ProjectPicker.tsx';

/** Region and project, at the top left of every page; says in which projects offers wait. */
export function ProjectSwitcher() {
  const { t } = useTranslation('frame');
  const navigate = useNavigate();
  const projects = useMyProjects();
  const current = useCurrentProject();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const search = useRef<InputRef>(null);
  const describedBy = useId();
  const elsewhere = projects
    .filter(({ id, waitingOffers }) => waitingOffers > 0 && id !== current?.id)
    .map(({ regionId: region, name, waitingOffers: count }) =>
      t('switcher.elsewhere', { region, project: name, count }),
    )
    .join('\n');
  const place =
    current === undefined ? t('switcher.placeholder') : `${current.regionId} › ${current.name}`;
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      afterOpenChange={(open) => {
        if (open) search.current?.focus();
      }}
      trigger="click"
      placement="bottomLeft"
      arrow={false}
      destroyOnHidden
      content={
        <ProjectPicker
          search={search}
          projects={projects}
          currentId={current?.id}
          onPick={(id) => {
            close();
            void navigate(paths.images(id));
          }}
          onClose={close}
        />
      }
    >
      <Badge
        className={styles.switcherPlace ?? ''}
        dot={elsewhere !== ''}
        offset={[-2, 4]}
        title={elsewhere}
      >
        <Button
          ref={button}
          className={styles.switcher ?? ''}
          aria-label={t('switcher.label', { place })}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          {...(elsewhere === '' ? {} : { 'aria-describedby': describedBy })}
        >
          <span className={styles.place}>{place}</span>
          <DownOutlined aria-hidden className={styles.small ?? ''} />
        </Button>
        <Hidden id={describedBy}>{elsewhere}</Hidden>
      </Badge>
    </Popover>
  );
}

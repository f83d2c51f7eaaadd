import { SearchOutlined } from '@ant-design/icons';
import { Input, type InputRef } from 'antd';
import { useId, useState, type KeyboardEvent, type Ref } from 'react';
import { useTranslation } from 'react-i18next';
import type { MyProject } from '../../src/api/accord/session/schema.ts';
import styles from './frame.module.css';
import { groupByRegion, matchesProject } from './projects.ts';

interface Props {
  /** The search: it takes the focus once it can be seen. */
  readonly search: Ref<InputRef>;
  readonly projects: readonly MyProject[];
  readonly currentId: string | undefined;
  readonly onPick: (projectId: string) => void;
  readonly onClose: () => void;
}

/**
 * A search over projects, and those found, by region. As the ARIA pattern of a combobox has it, the focus stays in the search while the arrow
 * keys go through the list.
 */
export function ProjectPicker({ search, projects, currentId, onPick, onClose }: Props) {
  const { t } = useTranslation('frame');
  const listId = useId();
  const [text, setText] = useState('');
  const found = projects.filter((project) => matchesProject(project, text));
  const [wanted, setWanted] = useState(currentId);
  const active = found.find(({ id }) => id === wanted) ?? found[0];

  const step = (by: 1 | -1): void => {
    const index = found.findIndex(({ id }) => id === active?.id);
    setWanted(found.at((index + by) % found.length)?.id);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const act = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Enter: () => active !== undefined && onPick(active.id),
      Escape: onClose,
    }[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div className={styles.picker}>
      <Input
        type="search"
        ref={search}
        prefix={<SearchOutlined aria-hidden />}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === undefined ? '' : `${listId}-${active.id}`}
        aria-label={t('switcher.search')}
        placeholder={t('switcher.search')}
        value={text}
        onChange={({ target }) => setText(target.value)}
        onKeyDown={onKeyDown}
      />
      <div id={listId} role="listbox" aria-label={t('switcher.search')} className={styles.options}>
        {groupByRegion(found).map(({ regionId, inRegion }) => (
          <div key={regionId} role="group" aria-label={regionId}>
            <div className={styles.region} aria-hidden>
              {regionId}
            </div>
            {inRegion.map((project) => (
              <button
                key={project.id}
                id={`${listId}-${project.id}`}
                ref={project === active ? bringIntoView : null}
                type="button"
                role="option"
                tabIndex={-1}
                aria-selected={project.id === currentId}
                className={`${styles.option} ${project === active ? styles.active : ''}`}
                onClick={() => onPick(project.id)}
              >
                <span>
                  {project.name} <small>{project.accountName}</small>
                </span>
                {project.waitingOffers === 0 ? null : (
                  <strong>{t('switcher.waiting', { count: project.waitingOffers })}</strong>
                )}
              </button>
            ))}
          </div>
        ))}
      </div>
      {found.length === 0 ? <p role="status">{t('switcher.nothing')}</p> : null}
    </div>
  );
}

function bringIntoView(option: HTMLElement | null): void {
  option?.scrollIntoView({ block: 'nearest' });
}

// The image that something will be made from: whose it is first, then which. Those that do not fit are there, with why.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Abilities, Image, ImageListQuery } from '../../src/api/accord/images/schema.ts';
import { imageListQuery } from '../api/images.ts';
import { useProject } from '../session/session-context.ts';
import { projectText } from '../sharing/member-columns.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { OptionRow } from '../ui/OptionRow.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { diskGigabytes, osOf } from './image-words.ts';
import styles from './images.module.css';

export type ImageUse = Extract<keyof Abilities, 'createServer' | 'changeOs' | 'createDisk'>;

const sources = ['public', 'own', 'shared'] as const satisfies readonly ImageListQuery['source'][];
type Source = (typeof sources)[number];

interface Props {
  readonly use: ImageUse;
  /** Where one looks at first: the image that is there already, or undefined. */
  readonly preset?: Image | undefined;
  // Given by Form.Item; the value is the whole image, since what can be chosen beside it depends on it.
  readonly id?: string;
  readonly value?: Image | undefined;
  readonly onChange?: (image: Image | undefined) => void;
}

const most = 200;
const pauseMilliseconds = 300;

export function ImageChooser({ use, preset, id, value, onChange }: Props) {
  const { t } = useTranslation('images');
  const textOf = useProblemText();
  const project = useProject();
  const [chosen, setSource] = useState<Source | null>(null);
  const source = chosen ?? sourceOf(value ?? preset, project.id);
  const [search, setSearch] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const look = (text: string): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setSearch(text.trim()), pauseMilliseconds);
  };
  const query = {
    source,
    sort: 'name',
    limit: most,
    ...(search === '' ? {} : { search }),
  } as const;
  const found = useQuery({
    ...imageListQuery(project.id, query),
    placeholderData: keepPreviousData,
  });
  const listed = found.isPlaceholderData ? [] : (found.data?.items ?? []);
  const images = listed.toSorted((one, other) => rank(one, use) - rank(other, use));
  const all =
    value === undefined || images.some((image) => image.id === value.id)
      ? images
      : sourceOf(value, project.id) === source && search === ''
        ? [value, ...images]
        : images;
  const isShown = value !== undefined && all.some((image) => image.id === value.id);
  return (
    <div className={styles.chooser}>
      <Segmented<Source>
        aria-label={t('chooser.source')}
        value={source}
        options={sources.map((each) => ({ value: each, label: t(`chooser.from.${each}`) }))}
        onChange={(next) => {
          setSource(next);
          setSearch('');
          onChange?.(undefined);
        }}
      />
      <Select<string>
        {...(id === undefined ? {} : { id })}
        aria-label={t('chooser.image')}
        placeholder={t('chooser.image')}
        value={isShown ? value.id : null}
        loading={found.isFetching}
        showSearch={{ filterOption: false, onSearch: look }}
        notFoundContent={
          <span>
            {found.isFetching ? t('loading', { ns: 'common' }) : t(`chooser.none.${source}`)}
          </span>
        }
        listHeight={320}
        options={all.map((image) => ({
          value: image.id,
          label: image.name ?? image.id,
          disabled: image.can[use] !== true,
        }))}
        optionRender={({ value: key, label }) => {
          const image = all.find((each) => each.id === key);
          if (image === undefined) return label;
          const code = image.can[use];
          return (
            <OptionRow
              name={label}
              about={aboutOf(image)}
              reason={code === true ? undefined : textOf({ code, detail: code })}
            />
          );
        }}
        onChange={(next) => onChange?.(all.find((image) => image.id === next))}
      />
      {value === undefined || !isShown ? null : <p className={styles.chosen}>{aboutOf(value)}</p>}
      <ErrorAlert error={found.error} />
    </div>
  );

  /** What one chooses by: system, least disk, and whose it is. */
  function aboutOf(image: Image): string {
    const disk = diskGigabytes(image);
    return [
      t(`kind.${image.kind}`),
      osOf(image),
      disk === null ? null : t('chooser.disk', { size: disk }),
      image.minRam === 0 ? null : t('chooser.memory', { size: image.minRam }),
      image.owner.id === project.id || image.visibility === 'public'
        ? null
        : projectText(image.owner),
    ]
      .filter((word) => word !== null)
      .join(' · ');
  }
}

/** Those that can be used come first. */
function rank({ can }: Image, use: ImageUse): number {
  return can[use] === true ? 0 : 1;
}

function sourceOf(image: Image | undefined, projectId: string): Source {
  if (image === undefined) return 'shared';
  if (image.visibility === 'public') return 'public';
  return image.owner.id === projectId ? 'own' : 'shared';
}

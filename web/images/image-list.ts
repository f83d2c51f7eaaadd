// What can be asked of lists of images.
import { useTranslation } from 'react-i18next';
import type { Image, ImageSort } from '../../src/api/accord/images/schema.ts';
import type { Filter } from '../table/column.ts';
import type { ListSpec } from '../table/list-state.ts';

const kinds = ['system', 'data', 'server', 'iso'] as const satisfies readonly Image['kind'][];
const states = [
  'active',
  'queued',
  'saving',
  'importing',
  'deactivated',
] as const satisfies readonly Image['status'][];
const osTypes = ['linux', 'windows'] as const;

type ImageFilters = {
  kind: (typeof kinds)[number];
  status: (typeof states)[number];
  osType: (typeof osTypes)[number];
};

export const imageListSpec: ListSpec<ImageSort, ImageFilters> = {
  sorts: ['-createdAt', 'createdAt', 'name', '-name', 'status', '-status', 'size', '-size'],
  filters: { kind: kinds, status: states, osType: osTypes },
};

/** Hidden images are listed apart, for whoever may show them again. */
export const ownListSpec: ListSpec<ImageSort, ImageFilters & { hidden: 'true' }> = {
  ...imageListSpec,
  filters: { ...imageListSpec.filters, hidden: ['true'] },
};

/** The same filters as choices above a list. */
export function useImageFilters(): Readonly<Record<keyof ImageFilters | 'hidden', Filter>> {
  const { t } = useTranslation('images');
  return {
    kind: {
      name: 'kind',
      label: t('filter.kind'),
      options: kinds.map((value) => ({ value, label: t(`kind.${value}`) })),
    },
    status: {
      name: 'status',
      label: t('filter.status'),
      options: states.map((value) => ({ value, label: t(`status.${value}`) })),
    },
    osType: {
      name: 'osType',
      label: t('filter.os-type'),
      options: osTypes.map((value) => ({ value, label: t(`os-type.${value}`) })),
    },
    hidden: {
      name: 'hidden',
      label: t('filter.shown'),
      options: [{ value: 'true', label: t('filter.hidden') }],
    },
  };
}

import type { ComponentProps } from 'react';
import { SearchSelect } from '../forms/SearchSelect.tsx';
import { projectChoices } from './choices.ts';

/** A project of any account. */
export function ProjectSelect(props: Omit<ComponentProps<typeof SearchSelect>, 'choicesOf'>) {
  return <SearchSelect choicesOf={projectChoices} {...props} />;
}

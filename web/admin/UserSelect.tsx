import type { ComponentProps } from 'react';
import { SearchSelect } from '../forms/SearchSelect.tsx';
import { userChoices } from './choices.ts';

/** A user of any account. */
export function UserSelect(props: Omit<ComponentProps<typeof SearchSelect>, 'choicesOf'>) {
  return <SearchSelect choicesOf={userChoices} {...props} />;
}

import type { ComponentProps } from 'react';
import { SearchSelect } from '../forms/SearchSelect.tsx';
import { accountChoices } from './choices.ts';

export function AccountSelect(props: Omit<ComponentProps<typeof SearchSelect>, 'choicesOf'>) {
  return <SearchSelect choicesOf={accountChoices} {...props} />;
}

// What selects of the administration offer: the first that have the text in their name, or its id.
import type { Project, User } from '../../src/api/accord/identity/schema.ts';
import { accountPages } from '../api/accounts.ts';
import { keys } from '../api/keys.ts';
import { projectPages } from '../api/projects.ts';
import { userPages } from '../api/users.ts';
import type { Choice, ChoiceQuery } from '../forms/SearchSelect.tsx';

/** More would not be looked through: a longer part of the name leads there sooner. */
const most = 20;

export function accountChoices(search: string): ChoiceQuery {
  return {
    queryKey: keys.choices('accounts', search),
    queryFn: async ({ signal }) => {
      const { items } = await accountPages({ search })(null, most, signal);
      return items.map(({ id, name }) => ({ value: id, label: name }));
    },
  };
}

export function projectChoices(search: string): ChoiceQuery {
  return {
    queryKey: keys.choices('projects', search),
    queryFn: async ({ signal }) =>
      (await projectPages({ search })(null, most, signal)).items.map(inAccount),
  };
}

export function userChoices(search: string): ChoiceQuery {
  return {
    queryKey: keys.choices('users', search),
    queryFn: async ({ signal }) =>
      (await userPages({ search })(null, most, signal)).items.map(inAccount),
  };
}

/** Names are of one account only, so that goes before. */
function inAccount({ id, name, accountName }: Project | User): Choice {
  return { value: id, label: `${accountName} › ${name}` };
}

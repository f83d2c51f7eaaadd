import { useTranslation } from 'react-i18next';
import type { MyProject } from '../../src/api/accord/session/schema.ts';

/** The roles that rules speak of, from the least to the strongest. */
export const roles = ['reader', 'member', 'admin'] as const satisfies readonly MyProject['role'][];

/** A role by its name in the language in use; others than these three are called as they are. */
export function useRoleText(): (role: string) => string {
  const { t } = useTranslation('account');
  return (role) => {
    const known = roles.find((each) => each === role);
    return known === undefined ? role : t(`role.${known}`);
  };
}

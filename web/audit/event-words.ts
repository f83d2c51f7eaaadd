// Who and what an entry of the trail is about, in words.
import { useTranslation } from 'react-i18next';
import type { Event } from '../../src/api/accord/events/schema.ts';
import type { ProjectName } from '../../src/api/accord/schema.ts';
import { projectText } from '../sharing/member-columns.tsx';

/** The name of what it was done to, as far as the trail knows one. */
export function nameIn({ imageName, before, after }: Event): string | null {
  const name = imageName ?? after?.['name'] ?? before?.['name'];
  return typeof name === 'string' ? name : null;
}

/** A project's name; `ownId`: the one that one looks from, null for none. */
export function useProjectText(ownId: string | null): (project: ProjectName) => string {
  const { t } = useTranslation('audit');
  return (project) => (project.id === ownId ? t('own-project') : projectText(project));
}

import type { MyProject } from '../../src/api/accord/session/schema.ts';

/** True for the only project that makes this person an operator: without it, nobody could undo what was done here by mistake. */
export function isLastOperatorProject(mine: readonly MyProject[], projectId: string): boolean {
  const operated = mine.filter(({ role }) => role === 'admin');
  return operated.length === 1 && operated[0]?.id === projectId;
}

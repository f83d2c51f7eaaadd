import type { MyProject } from '../../src/api/accord/session/schema.ts';

export interface RegionGroup {
  readonly regionId: string;
  readonly inRegion: readonly MyProject[];
}

/** Projects below their regions; both come in order. */
export function groupByRegion(projects: readonly MyProject[]): RegionGroup[] {
  const regions = Map.groupBy(projects, ({ regionId }) => regionId);
  return [...regions].map(([regionId, inRegion]) => ({ regionId, inRegion }));
}

/** True when the words are in the names of project, region or account, or the text is the project's id. */
export function matchesProject(project: MyProject, text: string): boolean {
  const { id, name, regionId, accountName } = project;
  const names = `${regionId} ${name} ${accountName}`.toLowerCase();
  const words = text.toLowerCase().split(/[\s›>]+/);
  return id === text.trim() || words.every((word) => names.includes(word));
}

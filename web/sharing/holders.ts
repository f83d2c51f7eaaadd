import type { ProjectName } from '../../src/api/accord/schema.ts';
import type { Member } from '../../src/api/accord/sharing/schema.ts';

/** A project that some images are shared with. */
export interface Holder {
  readonly project: ProjectName;
  /** Its answer at each of them that it is a member of, by image. */
  readonly places: ReadonlyMap<string, Member['status']>;
}

/** The members of several images by project, in the order in which they first come. */
export function groupByProject(
  members: readonly {
    readonly imageId: string;
    readonly member: Pick<Member, 'project' | 'status'>;
  }[],
): Holder[] {
  const groups = Map.groupBy(members, ({ member }) => member.project.id);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const places = new Map(group.map(({ imageId, member }) => [imageId, member.status]));
    return [{ project: first.member.project, places }];
  });
}

/** How many of a project's answers are which. */
export function countAnswers({ places }: Pick<Holder, 'places'>): Map<Member['status'], number> {
  const counts = new Map<Member['status'], number>();
  for (const status of places.values()) counts.set(status, (counts.get(status) ?? 0) + 1);
  return counts;
}

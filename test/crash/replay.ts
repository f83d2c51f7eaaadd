// The audit trail run once more: the member rows and the notices that must come of it.

export interface EventRow {
  readonly action: string;
  readonly noun_id: string;
  readonly member: string | null;
  /** The owner. */
  readonly project_id: string;
}

interface Outcome {
  readonly members: { image_id: string; project_id: string; status: string }[];
  readonly notices: { project_id: string; kind: string; image_id: string }[];
}

/** Events of images in the order in which they were recorded. */
export function replay(events: readonly EventRow[]): Outcome {
  const active = new Set<string>();
  const members = new Map<string, Map<string, string>>();
  const notices: Outcome['notices'] = [];
  const tell = (projectId: string, kind: string, imageId: string): void =>
    void notices.push({ project_id: projectId, kind, image_id: imageId });
  for (const { action, noun_id: id, member, project_id: owner } of events) {
    const answers = members.get(id) ?? new Map<string, string>();
    members.set(id, answers);
    const project = member ?? '';
    // Before there are bytes nobody is told anything.
    const announced = active.has(id);
    switch (action) {
      case 'image.upload':
        active.add(id);
        for (const each of answers.keys()) answers.set(each, 'pending');
        for (const each of answers.keys()) tell(each, 'offered', id);
        break;
      case 'image.delete':
        if (announced) for (const each of answers.keys()) tell(each, 'image-deleted', id);
        answers.clear();
        break;
      case 'member.add':
        answers.set(project, 'pending');
        if (announced) tell(project, 'offered', id);
        break;
      case 'member.remove':
        answers.delete(project);
        if (announced) tell(project, 'withdrawn', id);
        break;
      case 'member.accept':
        answers.set(project, 'accepted');
        if (announced) tell(owner, 'accepted', id);
        break;
      case 'member.reject':
        answers.set(project, 'rejected');
        if (announced) tell(owner, 'rejected', id);
        break;
      case 'member.undecide':
        answers.set(project, 'pending');
        break;
      case 'image.create':
        break;
      default:
        throw new Error(`an event that nobody caused: ${action}`);
    }
  }
  const rows = [...members].flatMap(([imageId, answers]) =>
    [...answers].map(([projectId, status]) => ({
      image_id: imageId,
      project_id: projectId,
      status,
    })),
  );
  const keyOf = (row: { image_id: string; project_id: string }): string =>
    `${row.image_id} ${row.project_id}`;
  return {
    members: rows.toSorted((a, b) => compare(keyOf(a), keyOf(b))),
    // Of one image in order; acts on different images may write in any.
    notices: notices.toSorted((a, b) => compare(a.image_id, b.image_id)),
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

// One step of a scenario, done in some way.
import { newHexId } from '../../src/lib/ids.ts';
import type { Cast, WhoName } from './cast.ts';
import type { Act } from './expectations.ts';
import type { Outcome, Way } from './way.ts';

/** Acts that stories need beside those of the grid. */
export type StoryAct =
  | Act
  | 'make private'
  | 'make shared'
  | 'protect'
  | 'unprotect'
  | 'create again'
  | 'accept into its vault';

export interface Step {
  readonly act: StoryAct;
  readonly by: WhoName;
  /** Whose place it is about; default: an offer goes to the stranger, all else is about the recipient. */
  readonly project?: WhoName | 'nobody';
  /** Of the recipient, for acts that need one. */
  readonly vaultId?: string | undefined;
}

/** What came of a step: an outcome, or for a list of members whether it held all of `members` or one's own entry only. */
export async function perform(
  way: Way,
  cast: Cast,
  step: Step,
  imageId: string,
  members: ReadonlySet<string>,
): Promise<string> {
  const by = cast[step.by];
  const project = step.project ?? (step.act === 'offer' ? 'stranger' : 'recipient');
  const projectId = project === 'nobody' ? newHexId() : (cast[project].projectId ?? '');
  const simple: Readonly<Record<Exclude<StoryAct, 'list members'>, () => Promise<Outcome>>> = {
    show: () => way.show(by, imageId),
    list: () => way.list(by, imageId),
    'list pending': () => way.listShared(by, imageId, 'pending'),
    'list rejected': () => way.listShared(by, imageId, 'rejected'),
    download: () => way.download(by, imageId),
    update: () => way.update(by, imageId, { name: 'renamed' }),
    upload: () => way.upload(by, imageId),
    delete: () => way.delete(by, imageId),
    deactivate: () => way.deactivate(by, imageId),
    tag: () => way.tag(by, imageId),
    offer: () => way.offer(by, imageId, projectId),
    withdraw: () => way.withdraw(by, imageId, projectId),
    accept: () => way.answer(by, imageId, projectId, 'accepted'),
    'accept into its vault': () => way.answer(by, imageId, projectId, 'accepted', step.vaultId),
    reject: () => way.answer(by, imageId, projectId, 'rejected'),
    undecide: () => way.answer(by, imageId, projectId, 'pending'),
    'show member': () => way.showMember(by, imageId, projectId),
    'make private': () => way.update(by, imageId, { visibility: 'private' }),
    'make shared': () => way.update(by, imageId, { visibility: 'shared' }),
    protect: () => way.update(by, imageId, { protected: true }),
    unprotect: () => way.update(by, imageId, { protected: false }),
    'create again': async () => {
      if (way.create === null) throw new Error(`${way.name} cannot create an image of a given id`);
      return await way.create(by, imageId);
    },
  };
  if (step.act !== 'list members') return await simple[step.act]();
  const listed = await way.listMembers(by, imageId);
  if (typeof listed === 'string') return listed;
  if (listed.length === 0) return 'absent';
  if (listed.length === 1 && listed[0] === by.projectId) return 'own';
  return new Set(listed).symmetricDifference(members).size === 0 ? 'all' : listed.join(' ');
}

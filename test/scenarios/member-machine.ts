// What becomes of an image and its members, as a model of a few dozen lines: what the product does must agree with it, through every way in.
import type { MemberStatus } from '../../src/domain/images/image.ts';
import type { WhoName } from './cast.ts';
import type { Outcome, WayName } from './way.ts';

/** Who acts; each of them has a project of its own in the region. */
export const actors = ['owner', 'recipient', 'stranger', 'bystander', 'admin'] as const;
export type ActorName = (typeof actors)[number] & WhoName;

/** Places that an image has in these tests. */
export const seats = 2;

export type MachineAct =
  | { readonly kind: 'offer' | 'withdraw' | 'accept' | 'reject'; readonly whom: ActorName }
  | { readonly kind: 'make private' | 'make shared' | 'delete' | 'copy' };

export type MachineStep = MachineAct & { readonly by: ActorName };

export interface MachineState {
  visibility: 'private' | 'shared';
  deleted: boolean;
  readonly members: Map<ActorName, MemberStatus>;
}

/** A shared image with bytes that has been offered to the bystander. */
export function newMachine(): MachineState {
  return { visibility: 'shared', deleted: false, members: new Map([['bystander', 'pending']]) };
}

/** How somebody's project stands to the image. */
function standing(state: MachineState, who: ActorName): 'owner' | MemberStatus | 'stranger' {
  if (who === 'owner') return 'owner';
  return (state.visibility === 'shared' ? state.members.get(who) : undefined) ?? 'stranger';
}

/** Takes the step where it is allowed; answers what comes of it. `way` matters where ways differ on purpose. */
export function take(state: MachineState, step: MachineStep, way: WayName): Outcome {
  const { by } = step;
  const stands = standing(state, by);
  const answering = step.kind === 'accept' || step.kind === 'reject';
  // In IMS a request names the project that answers, and that is the caller's own.
  if (way === 'ims' && answering && by !== 'admin' && step.whom !== by) return 'invalid';
  if (state.deleted || (by !== 'admin' && stands === 'stranger')) return 'notFound';
  if (answering)
    return answer(state, step.whom, step.kind === 'accept' ? 'accepted' : 'rejected', by);
  if (step.kind === 'copy') {
    return by === 'admin' || stands === 'owner' || stands === 'accepted' ? 'ok' : 'forbidden';
  }
  if (by !== 'admin' && stands !== 'owner') return 'forbidden';
  switch (step.kind) {
    case 'offer':
      return offer(state, step.whom, way);
    case 'withdraw':
      return state.members.delete(step.whom) ? 'ok' : 'notFound';
    case 'make private':
    case 'make shared':
      setVisibility(state, step.kind === 'make private' ? 'private' : 'shared');
      return 'ok';
    case 'delete':
      state.deleted = true;
      return 'ok';
  }
}

function offer(state: MachineState, whom: ActorName, way: WayName): Outcome {
  if (state.visibility === 'private' && way === 'glance') return 'forbidden';
  if (whom === 'owner') return 'invalid';
  if (state.members.has(whom)) return 'conflict';
  if (state.members.size === seats) return 'quota';
  setVisibility(state, 'shared');
  state.members.set(whom, 'pending');
  return 'ok';
}

function answer(
  state: MachineState,
  whom: ActorName,
  status: MemberStatus,
  by: ActorName,
): Outcome {
  if (by === 'owner') return 'forbidden';
  const mayAnswer = by === whom || by === 'admin';
  if (!mayAnswer || state.visibility === 'private' || !state.members.has(whom)) return 'notFound';
  state.members.set(whom, status);
  return 'ok';
}

/** Members of an image that is made private are asked anew when it is shared again. */
function setVisibility(state: MachineState, visibility: MachineState['visibility']): void {
  if (state.visibility === 'shared' && visibility === 'private') {
    for (const who of state.members.keys()) state.members.set(who, 'pending');
  }
  state.visibility = visibility;
}

/** The members that the owner is shown, or why none. */
export function membersShown(state: MachineState, way: WayName): readonly ActorName[] | Outcome {
  if (state.deleted) return 'notFound';
  if (state.visibility === 'shared') return [...state.members.keys()];
  return way === 'ims' ? [] : 'forbidden';
}

/** What somebody sees: in its list, and at each answer in its list of what is offered. */
export interface Sight {
  readonly list: Outcome;
  readonly offered: Readonly<Record<MemberStatus, Outcome>>;
}

export function sightOf(state: MachineState, who: ActorName, way: WayName): Sight {
  const listed = (yes: boolean): Outcome => (yes && !state.deleted ? 'listed' : 'absent');
  const stands = standing(state, who);
  // Where lists are not a project's own alone, an operator sees all, and everybody what is its own and shared.
  const all = way === 'glance' || way === 'domain';
  const everything =
    all && (who === 'admin' || (stands === 'owner' && state.visibility === 'shared'));
  const at = (status: MemberStatus): Outcome =>
    listed(everything ? state.visibility === 'shared' : stands === status);
  return {
    list: listed(stands === 'owner' || stands === 'accepted' || (who === 'admin' && all)),
    offered: { pending: at('pending'), accepted: at('accepted'), rejected: at('rejected') },
  };
}

// A way into the product: the same acts through the domain, through Glance, through whatever façade comes next. Each speaks of what happened
// in the product's words, so that one table of scenarios holds for all of them.
import { Fault, type FaultKind } from '../../src/domain/fault.ts';
import type { MemberStatus } from '../../src/domain/images/image.ts';
import type { Who } from './cast.ts';

export type WayName = 'domain' | 'glance' | 'accord' | 'ims';

/** `empty`: there are no bytes yet. A list answers whether the image is in it. */
export type Outcome = 'ok' | 'empty' | 'listed' | 'absent' | MemberStatus | FaultKind;

export interface ImageChanges {
  readonly name?: string;
  readonly visibility?: 'private' | 'shared';
  readonly protected?: boolean;
}

/** Every act is by somebody, on one image. */
export interface Way {
  readonly name: WayName;
  /** A record with this very id; null: nobody chooses ids here (see inexpressible.ts). */
  readonly create: ((by: Who, imageId: string) => Promise<Outcome>) | null;
  show(by: Who, imageId: string): Promise<Outcome>;
  download(by: Who, imageId: string): Promise<Outcome>;
  /** What a client sees that asks for nothing in particular. */
  list(by: Who, imageId: string): Promise<Outcome>;
  /** What is offered to one's project and stands at `status` there; through Glance and the domain own shared images, too. */
  listShared(by: Who, imageId: string, status: MemberStatus): Promise<Outcome>;
  update(by: Who, imageId: string, changes: ImageChanges): Promise<Outcome>;
  upload(by: Who, imageId: string): Promise<Outcome>;
  delete(by: Who, imageId: string): Promise<Outcome>;
  deactivate(by: Who, imageId: string): Promise<Outcome>;
  tag(by: Who, imageId: string): Promise<Outcome>;
  /** A private image of one's own, with the same bytes. Glance has no word for it: there it is the use case itself. */
  copy(by: Who, imageId: string): Promise<Outcome>;
  offer(by: Who, imageId: string, projectId: string): Promise<Outcome>;
  /** `vaultId`: where a full-server image goes. Glance has no word for it. */
  answer(
    by: Who,
    imageId: string,
    projectId: string,
    status: MemberStatus,
    vaultId?: string,
  ): Promise<Outcome>;
  withdraw(by: Who, imageId: string, projectId: string): Promise<Outcome>;
  /** The projects in the list of members. */
  listMembers(by: Who, imageId: string): Promise<readonly string[] | Outcome>;
  /** The member's state. */
  showMember(by: Who, imageId: string, projectId: string): Promise<Outcome>;
}

/** The outcome of an act that throws faults. What is no fault is a defect and passes through. */
export async function outcomeOf<T extends Outcome | readonly string[]>(
  act: () => Promise<T>,
): Promise<T | FaultKind> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Fault && error.kind !== 'internal') return error.kind;
    throw error;
  }
}

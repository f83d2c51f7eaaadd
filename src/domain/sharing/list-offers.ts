// What is offered to a project, from its side.
import type { Actor } from '../actor.ts';
import type { Context } from '../context.ts';
import type { ProjectName } from '../identity/projects/project.ts';
import type { MemberStatus } from '../images/image.ts';
import { projectToList } from '../images/list-images.ts';
import type { Member } from './member.ts';
import { selectOfferPage, type OfferCursor } from './offer-queries.ts';
import { viewImages, type ImageView } from './view-images.ts';

export interface Offer {
  readonly view: ImageView;
  readonly sender: ProjectName;
  /** True: the project has never accepted anything from the sender. */
  readonly firstTime: boolean;
  readonly member: Member;
}

export interface OfferListQuery {
  readonly status: MemberStatus;
  /** A part of the image's name, in any case, or its id. */
  readonly search?: string | undefined;
  /** Offers at most. */
  readonly limit: number;
  readonly cursor: OfferCursor | null;
}

/** One page of the offers that stand at `status`, newest first, and where it ended. An offer is shown once there are bytes. Faults: forbidden (no role). */
export async function listOffers(
  context: Context,
  actor: Actor,
  query: OfferListQuery,
): Promise<{ offers: Offer[]; next: OfferCursor | null }> {
  const project = projectToList(actor);
  const rows = await selectOfferPage(context.db, project, { ...query, limit: query.limit + 1 });
  const page = rows.slice(0, query.limit);
  const views = await viewImages(
    context,
    actor,
    page.map(({ image }) => image),
  );
  const offers = page.flatMap(({ member, firstTime }, index) => {
    const view = views[index];
    return view === undefined ? [] : [{ view, sender: view.owner, firstTime, member }];
  });
  const last = rows.length > query.limit ? page.at(-1)?.member : undefined;
  return { offers, next: last === undefined ? null : [last.createdAt, last.imageId] };
}

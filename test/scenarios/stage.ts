// Images made to order, and the traces that acts leave: audit events and notices.
import { sql } from 'kysely';
import type { Context } from '../../src/domain/context.ts';
import { createImage } from '../../src/domain/images/create-image.ts';
import { deactivateImage } from '../../src/domain/images/deactivate-image.ts';
import { deleteImage } from '../../src/domain/images/delete-image.ts';
import { updateImage } from '../../src/domain/images/update-image.ts';
import { uploadBytes } from '../../src/domain/images/upload-bytes.ts';
import { answerShares } from '../../src/domain/sharing/answer-shares.ts';
import { soleMember } from '../../src/domain/sharing/member.ts';
import { shareImages } from '../../src/domain/sharing/share-images.ts';
import type { Cast, WhoName } from './cast.ts';
import type { Given } from './expectations.ts';
import { someBytes } from './ways/domain-way.ts';

/** The projects that are members of an image made to order. */
export function membersOf(cast: Cast, given: Given): Set<string> {
  const names: WhoName[] = given.member === 'none' ? ['bystander'] : ['bystander', 'recipient'];
  return new Set(names.map((name) => cast[name].projectId ?? ''));
}

/** Makes an image that stands as given; answers its id. */
export async function makeImage(context: Context, cast: Cast, given: Given): Promise<string> {
  const { actor } = cast.owner;
  const { id } = await createImage(context, actor, {
    name: 'scenario',
    containerFormat: 'bare',
    diskFormat: 'raw',
  });
  if (given.status !== 'queued') await uploadBytes(context, actor, id, someBytes());
  const options = { needsActive: false, makesShared: false };
  for (const projectId of membersOf(cast, given)) {
    soleMember(
      await shareImages(context, actor, { imageIds: [id], projectIds: [projectId], options }),
    );
  }
  if (given.member !== 'none') {
    const projectId = cast.recipient.projectId ?? '';
    const answer = { imageIds: [id], projectId, status: given.member };
    soleMember(await answerShares(context, cast.recipient.actor, answer));
  }
  if (given.status === 'deactivated') await deactivateImage(context, actor, id);
  if (given.status === 'deleted') await deleteImage(context, actor, id);
  if (given.visibility !== 'shared') {
    const set = { visibility: given.visibility };
    await updateImage(context, cast.admin.actor, id, [{ set }]);
  }
  return id;
}

export interface TracedEvent {
  readonly action: string;
  readonly userId: string | null;
  readonly role: string | null;
  readonly projectId: string | null;
  readonly actedFor: string | null;
  readonly before: object | null;
  readonly after: object | null;
}

export interface Trace {
  readonly events: readonly TracedEvent[];
  readonly notices: readonly { readonly projectId: string; readonly kind: string }[];
}

interface TraceRow {
  readonly events: readonly (TracedEvent & { readonly id: number })[];
  readonly notices: readonly {
    readonly id: number;
    readonly projectId: string;
    readonly kind: string;
  }[];
}

/** What has happened to an image since it was looked at last. */
export class Traces {
  readonly #context: Context;
  readonly #imageId: string;
  #event = 0;
  #notice = 0;

  private constructor(context: Context, imageId: string) {
    this.#context = context;
    this.#imageId = imageId;
  }

  /** From now on. */
  static async of(context: Context, imageId: string): Promise<Traces> {
    const traces = new Traces(context, imageId);
    await traces.next();
    return traces;
  }

  /** Events in the order of their making, notices by project. */
  async next(): Promise<Trace> {
    const { rows } = await sql<TraceRow>`
      select
        (select coalesce(json_agg(json_build_object(
            'id', id, 'action', action, 'userId', actor_user_id, 'role', actor_role,
            'projectId', actor_project_id, 'actedFor', acted_for_project_id, 'before', before, 'after', after
          ) order by id), '[]')
          from events where noun = 'image' and noun_id = ${this.#imageId} and id > ${this.#event}) as events,
        (select coalesce(json_agg(json_build_object('id', id, 'projectId', project_id, 'kind', kind)
          order by project_id), '[]')
          from notices where image_id = ${this.#imageId}::uuid and id > ${this.#notice}) as notices`.execute(
      this.#context.db,
    );
    const { events = [], notices = [] } = rows[0] ?? {};
    this.#event = Math.max(this.#event, ...events.map((event) => event.id));
    this.#notice = Math.max(this.#notice, ...notices.map((notice) => notice.id));
    return {
      events: events.map(({ id: _id, ...event }) => event),
      notices: notices.map(({ id: _id, ...notice }) => notice),
    };
  }
}

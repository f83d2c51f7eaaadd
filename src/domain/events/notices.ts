// What a project is told and keeps until it dismisses it: an offer, an answer, a withdrawal, a deletion.
import type { DbOrTx, Tx } from '../../db/pool.ts';
import { insertNotices, selectOpenNotices } from './queries.ts';

export type NoticeKind =
  | 'offered'
  | 'accepted'
  | 'rejected'
  | 'withdrawn'
  | 'image-deleted'
  /** The member's project was deleted. */
  | 'member-gone';

/** What the reader has made of an image that it has lost, and keeps. */
export interface Affected {
  readonly servers: readonly { readonly id: string; readonly name: string }[];
  readonly disks: readonly { readonly id: string; readonly name: string }[];
  /** How many there are that are not named. */
  readonly more: number;
}

export interface NewNotice {
  /** Who is told. */
  readonly projectId: string;
  readonly kind: NoticeKind;
  readonly imageId: string;
  /** What the reader needs when the image itself can no longer be seen. */
  readonly detail: {
    readonly imageName: string | null;
    readonly otherProjectId: string;
    /** Of images that are lost; not there: nothing has been made of it. */
    readonly affected?: Affected;
  };
}

export interface Notice extends NewNotice {
  readonly id: number;
  readonly createdAt: string;
}

/** Leaves notices in one statement, in the transaction of what they tell. */
export async function leaveNotices(tx: Tx, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await insertNotices(
    tx,
    notices.map((notice) => ({
      project_id: notice.projectId,
      kind: notice.kind,
      image_id: notice.imageId,
      detail: JSON.stringify(notice.detail),
    })),
  );
}

/** The notices of a project that nobody has dismissed, newest first, at most `limit`; those before the id `before` when it is given. */
export async function openNotices(
  db: DbOrTx,
  projectId: string,
  limit: number,
  before: number | null = null,
): Promise<Notice[]> {
  const rows = await selectOpenNotices(db, projectId, limit, before);
  return rows.map((row) => ({
    id: row.id,
    projectId: row.project_id,
    kind: row.kind as NoticeKind,
    imageId: row.image_id,
    detail: row.detail as NewNotice['detail'],
    createdAt: row.created_at,
  }));
}

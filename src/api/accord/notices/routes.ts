// What a project is told, and keeps until somebody dismisses it.
import { Type } from 'typebox';
import type { Affected } from '../../../domain/events/notices.ts';
import { dismissNotice, dismissNotices, listNotices } from '../../../domain/events/read-notices.ts';
import { ProjectNames } from '../../../domain/identity/projects/project-names.ts';
import type { Route } from '../../http/route.ts';
import { limitOf, readCursor, writeCursor } from '../page.ts';
import { inProjectRoute } from '../route.ts';
import { ProjectParams } from '../schema.ts';
import {
  NoticeListQuery,
  NoticePage,
  NoticeParams,
  NoticesThrough,
  type Notice,
} from './schema.ts';

const tag = 'notices';
const noticeCursor = Type.Tuple([Type.Integer()]);

export const noticeRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'GET',
    path: '/notices',
    tag,
    summary: 'Lists the notices that nobody has dismissed, newest first.',
    schema: { params: ProjectParams, query: NoticeListQuery },
    answer: NoticePage,
    handle: async ({ context, actor, query }) => {
      const [before] = readCursor(noticeCursor, query.cursor) ?? [null];
      const limit = limitOf(context.settings, query.limit);
      const { notices, next } = await listNotices(context, actor, { limit, before });
      const others = notices.map(({ detail }) => detail.otherProjectId);
      const names = await ProjectNames.of(context.db, others);
      const items = notices.map(({ id, kind, imageId, detail, createdAt }) => ({
        id,
        kind,
        imageId,
        imageName: detail.imageName,
        other: names.get(detail.otherProjectId),
        affected: presentAffected(detail.affected),
        createdAt,
      }));
      return { items, nextCursor: writeCursor(next === null ? null : [next]) };
    },
  }),
  inProjectRoute({
    method: 'DELETE',
    path: '/notices',
    tag,
    summary: 'Dismisses all notices up to one; those that have come since stay.',
    schema: { params: ProjectParams, query: NoticesThrough },
    handle: async ({ context, actor, query }) =>
      await dismissNotices(context, actor, query.through),
  }),
  inProjectRoute({
    method: 'DELETE',
    path: '/notices/:noticeId',
    tag,
    summary: 'Dismisses one notice.',
    schema: { params: NoticeParams },
    handle: async ({ context, actor, params }) =>
      await dismissNotice(context, actor, Number(params.noticeId)),
  }),
];

function presentAffected(affected: Affected | undefined): Notice['affected'] {
  if (affected === undefined) return null;
  const { servers, disks, more } = affected;
  return { servers: [...servers], disks: [...disks], more };
}

import { Type, type Static } from 'typebox';
import { Id, ImageId, named, orNull, pageOf, pageQuery, ProjectName, Time } from '../schema.ts';

export const NoticeKind = Type.Enum([
  'offered',
  'accepted',
  'rejected',
  'withdrawn',
  'image-deleted',
  'member-gone',
]);
export type NoticeKind = Static<typeof NoticeKind>;

/** What was made from the image, and goes on without it. */
const AffectedThing = named('AffectedThing', {
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
});

export const Notice = named('Notice', {
  id: Type.Integer(),
  kind: NoticeKind,
  imageId: ImageId,
  imageName: orNull(Type.String()),
  other: ProjectName,
  affected: orNull(
    named('Affected', {
      servers: Type.Array(AffectedThing),
      disks: Type.Array(AffectedThing),
      more: Type.Integer({ description: 'That are not named here.' }),
    }),
  ),
  createdAt: Time,
});
export type Notice = Static<typeof Notice>;

export const NoticePage = pageOf('NoticePage', Notice);
export type NoticePage = Static<typeof NoticePage>;

export const NoticeListQuery = Type.Object(pageQuery, { additionalProperties: false });
export type NoticeListQuery = Static<typeof NoticeListQuery>;

export const NoticeParams = Type.Object({
  projectId: Id,
  noticeId: Type.String({ pattern: '^[0-9]{1,15}$' }),
});
export const NoticesThrough = Type.Object(
  { through: Type.Integer({ minimum: 0, description: 'The id of the newest one to dismiss.' }) },
  { additionalProperties: false },
);

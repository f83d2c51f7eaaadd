// Members on the wire (IMS API reference, "Image sharing").
import { Type } from 'typebox';

const id = Type.String({ minLength: 1, maxLength: 255 });
const images = Type.Array(id, { minItems: 1 });

/** The two newer kinds of targets are read so that they can be refused. */
export const MembersBody = Type.Object({
  images,
  projects: Type.Optional(Type.Array(id)),
  domains: Type.Optional(Type.Array(Type.String())),
  organizations: Type.Optional(Type.Array(Type.String())),
});

export const AnswerBody = Type.Object({
  images,
  project_id: id,
  status: Type.Enum(['accepted', 'rejected']),
  vault_id: Type.Optional(Type.Union([Type.String({ maxLength: 255 }), Type.Null()])),
});

export const MembersParams = Type.Object({ project_id: Type.String(), image_id: Type.String() });

export const MemberParams = Type.Object({
  ...MembersParams.properties,
  member_id: Type.String(),
});

/** A query is text: from 1 to 1000. */
export const MembersQuery = Type.Object({
  limit: Type.Optional(Type.String({ pattern: '^(?:[1-9][0-9]{0,2}|1000)$' })),
  marker: Type.Optional(Type.String({ maxLength: 1024 })),
});

import { Type, type Static } from 'typebox';
import { named, Time } from '../schema.ts';

const description = Type.String({
  maxLength: 255,
  description: 'What the key is for, in the words of whoever has it.',
});

export const AccessKey = named('AccessKey', {
  id: Type.String({ description: '20 capital letters and digits, which signed requests name.' }),
  description,
  enabled: Type.Boolean({ description: 'False: requests that it signs are refused.' }),
  createdAt: Time,
});
export type AccessKey = Static<typeof AccessKey>;

export const AccessKeys = named('AccessKeys', {
  items: Type.Array(AccessKey, { description: 'The oldest first.' }),
  most: Type.Integer({ minimum: 0, description: 'So many a user may have.' }),
});
export type AccessKeys = Static<typeof AccessKeys>;

export const NewAccessKey = named('NewAccessKey', { description: Type.Optional(description) });
export type NewAccessKey = Static<typeof NewAccessKey>;

export const CreatedAccessKey = named('CreatedAccessKey', {
  ...AccessKey.properties,
  secret: Type.String({ description: 'What requests are signed with. It is told this once.' }),
});
export type CreatedAccessKey = Static<typeof CreatedAccessKey>;

export const AccessKeyChange = named('AccessKeyChange', {
  description: Type.Optional(description),
  enabled: Type.Optional(Type.Boolean()),
});
export type AccessKeyChange = Static<typeof AccessKeyChange>;

export const AccessKeyParams = Type.Object({ accessKeyId: Type.String() });

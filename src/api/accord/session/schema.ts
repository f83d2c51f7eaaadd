import { Type, type Static } from 'typebox';
import { roles } from '../../../domain/actor.ts';
import { Id, ImageId, named, orNull, Time } from '../schema.ts';

export const SignIn = named('SignIn', {
  account: Type.Optional(
    Type.String({
      maxLength: 64,
      description:
        'The name of the account; default: the one that is named as the user, or `Default`.',
    }),
  ),
  user: Type.String({ minLength: 1, maxLength: 255 }),
  password: Type.String({ maxLength: 1024 }),
});
export type SignIn = Static<typeof SignIn>;

export const Session = named('Session', {
  user: named('SessionUser', {
    id: Id,
    name: Type.String(),
    accountId: Id,
    accountName: Type.String(),
  }),
  operator: Type.Boolean({ description: 'True: has the role admin somewhere.' }),
  expiresAt: Time,
});
export type Session = Static<typeof Session>;

export const PasswordChange = named('PasswordChange', {
  current: Type.String({ maxLength: 1024 }),
  next: Type.String({ minLength: 1, maxLength: 1024 }),
});
export type PasswordChange = Static<typeof PasswordChange>;

export const MyProject = named('MyProject', {
  id: Id,
  name: Type.String(),
  description: Type.String(),
  regionId: Type.String(),
  accountId: Id,
  accountName: Type.String(),
  role: Type.Enum([...roles]),
  waitingOffers: Type.Integer({ minimum: 0, description: 'Images that wait for an answer.' }),
  openNotices: Type.Integer({ minimum: 0, description: 'Notices that nobody has dismissed.' }),
});
export type MyProject = Static<typeof MyProject>;

export const MyProjects = named('MyProjects', { items: Type.Array(MyProject) });
export type MyProjects = Static<typeof MyProjects>;

/** The data of an event named `change` of the stream. */
export const Change = named('Change', {
  projectId: Id,
  action: Type.String({ description: 'As in the audit trail, such as `member.accept`.' }),
  imageId: orNull(ImageId),
});
export type Change = Static<typeof Change>;

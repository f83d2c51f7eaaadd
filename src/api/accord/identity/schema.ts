import { Type, type Static } from 'typebox';
import { roles } from '../../../domain/actor.ts';
import { Id, named, orNull, pageOf, pageQuery, ProjectName, Time } from '../schema.ts';

const description = Type.String({ maxLength: 4096 });
const userName = Type.String({ minLength: 1, maxLength: 255 });
const shortName = Type.String({ minLength: 1, maxLength: 64 });
const password = Type.String({ minLength: 1, maxLength: 1024 });
const email = Type.String({ maxLength: 255 });

/** Keystone's domain. */
export const Account = named('Account', {
  id: Id,
  name: Type.String(),
  description: Type.String(),
  enabled: Type.Boolean(),
  createdAt: Time,
});
export type Account = Static<typeof Account>;

export const AccountPage = pageOf('AccountPage', Account);
export type AccountPage = Static<typeof AccountPage>;

export const NewAccount = named('NewAccount', {
  name: shortName,
  description: Type.Optional(description),
  enabled: Type.Optional(Type.Boolean()),
});
export type NewAccount = Static<typeof NewAccount>;

export const AccountChange = named('AccountChange', {
  name: Type.Optional(shortName),
  description: Type.Optional(description),
  enabled: Type.Optional(Type.Boolean()),
});
export type AccountChange = Static<typeof AccountChange>;

export const Project = named('Project', {
  id: Id,
  name: Type.String(),
  description: Type.String(),
  enabled: Type.Boolean(),
  accountId: Id,
  accountName: Type.String(),
  regionId: Type.String(),
  home: Type.Boolean({ description: "True: the account's project that is named as its region." }),
  createdAt: Time,
});
export type Project = Static<typeof Project>;

export const ProjectPage = pageOf('ProjectPage', Project);
export type ProjectPage = Static<typeof ProjectPage>;

export const NewProject = named('NewProject', {
  name: shortName,
  accountId: Id,
  regionId: Type.String({ minLength: 1, maxLength: 255 }),
  description: Type.Optional(description),
  enabled: Type.Optional(Type.Boolean()),
});
export type NewProject = Static<typeof NewProject>;

export const ProjectChange = named('ProjectChange', {
  name: Type.Optional(shortName),
  description: Type.Optional(description),
  enabled: Type.Optional(Type.Boolean()),
});
export type ProjectChange = Static<typeof ProjectChange>;

export const User = named('User', {
  id: Id,
  name: Type.String(),
  description: Type.String(),
  email: orNull(Type.String()),
  enabled: Type.Boolean(),
  accountId: Id,
  accountName: Type.String(),
  defaultProjectId: orNull(Id),
  createdAt: Time,
});
export type User = Static<typeof User>;

export const UserPage = pageOf('UserPage', User);
export type UserPage = Static<typeof UserPage>;

export const NewUser = named('NewUser', {
  name: userName,
  accountId: Id,
  password: Type.Optional(password),
  description: Type.Optional(description),
  email: Type.Optional(email),
  enabled: Type.Optional(Type.Boolean()),
  defaultProjectId: Type.Optional(Id),
});
export type NewUser = Static<typeof NewUser>;

export const UserChange = named('UserChange', {
  name: Type.Optional(userName),
  password: Type.Optional(password),
  description: Type.Optional(description),
  email: Type.Optional(orNull(email)),
  enabled: Type.Optional(Type.Boolean()),
  defaultProjectId: Type.Optional(orNull(Id)),
});
export type UserChange = Static<typeof UserChange>;

export const RoleAssignment = named('RoleAssignment', {
  user: named('UserName', {
    id: Id,
    name: Type.String(),
    accountId: Id,
    accountName: Type.String(),
  }),
  role: Type.String(),
  scope: Type.Enum(['project', 'account', 'system']),
  project: orNull(ProjectName),
  accountId: orNull(Type.String({ description: 'The account that the role is in, or null.' })),
});
export type RoleAssignment = Static<typeof RoleAssignment>;

export const RoleAssignments = named('RoleAssignments', { items: Type.Array(RoleAssignment) });
export type RoleAssignments = Static<typeof RoleAssignments>;

export const AccountParams = Type.Object({ accountId: Id });
export const UserParams = Type.Object({ userId: Id });
export const GrantParams = Type.Object({
  projectId: Id,
  userId: Id,
  role: Type.Enum([...roles]),
});

const listQuery = {
  search: Type.Optional(
    Type.String({ maxLength: 255, description: 'A part of the name in any case, or the id.' }),
  ),
  ...pageQuery,
};
export const AccountListQuery = Type.Object(listQuery, { additionalProperties: false });
export type AccountListQuery = Static<typeof AccountListQuery>;

export const ProjectListQuery = Type.Object(
  { accountId: Type.Optional(Id), regionId: Type.Optional(Type.String()), ...listQuery },
  { additionalProperties: false },
);
export type ProjectListQuery = Static<typeof ProjectListQuery>;

export const UserListQuery = Type.Object(
  { accountId: Type.Optional(Id), ...listQuery },
  { additionalProperties: false },
);
export type UserListQuery = Static<typeof UserListQuery>;

export const RoleAssignmentQuery = Type.Object(
  { userId: Type.Optional(Id), projectId: Type.Optional(Id) },
  { additionalProperties: false },
);
export type RoleAssignmentQuery = Static<typeof RoleAssignmentQuery>;

// What the trail can tell of. A deed that is not among these is called by its name in the trail.

/** With images and their members: what concerns a project day by day. */
const imageActs = [
  'member.add',
  'member.accept',
  'member.reject',
  'member.undecide',
  'member.remove',
  'image.create',
  'image.update',
  'image.upload',
  'image.download',
  'image.stage',
  'image.import',
  'image.import-fail',
  'image.copy',
  'image.remove-copy',
  'image.tag',
  'image.untag',
  'image.deactivate',
  'image.reactivate',
  'image.delete',
] as const;

/** Of a project as such. */
const ownActs = [
  ...imageActs,
  'assignment.grant',
  'assignment.revoke',
  'application-credential.create',
  'application-credential.delete',
  'project.create',
  'project.update',
  'project.delete',
] as const;

/** Of the whole cloud. */
export const allActs = [
  ...ownActs,
  'user.create',
  'user.update',
  'user.change-password',
  'user.lock',
  'user.delete',
  'application-credential.lock',
  'token.revoke',
  'domain.create',
  'domain.update',
  'domain.delete',
  'region.create',
  'region.update',
  'region.delete',
  'role.create',
  'role.update',
  'role.delete',
  'role.imply',
  'role.stop-implying',
  'registered-limit.create',
  'registered-limit.update',
  'registered-limit.delete',
  'limit.create',
  'limit.update',
  'limit.delete',
  'service.create',
  'service.update',
  'service.delete',
  'endpoint.create',
  'endpoint.update',
  'endpoint.delete',
  'metadef-namespace.create',
  'metadef-namespace.update',
  'metadef-namespace.delete',
  'metadef-resource-type.associate',
  'metadef-resource-type.dissociate',
  'metadef-object.create',
  'metadef-object.update',
  'metadef-object.delete',
  'metadef-property.create',
  'metadef-property.update',
  'metadef-property.delete',
  'metadef-tag.create',
  'metadef-tag.update',
  'metadef-tag.delete',
] as const;

export type Act = (typeof allActs)[number];

export const projectActs: readonly Act[] = ownActs;

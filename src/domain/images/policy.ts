// Who may do what with an image and its members, as one table. `admin` answers for the operator, whatever its relation.
import type { Actor, ProjectScope } from '../actor.ts';
import { Fault } from '../fault.ts';
import { allows, type PolicyTable } from '../policy.ts';
import type { Settings } from '../settings.ts';
import type { Relation } from './image.ts';

export const imageActions = [
  'image.show',
  'image.download',
  'image.use',
  'image.update',
  'image.upload',
  'image.stage',
  'image.import',
  'image.export',
  'image.copy',
  'image.remove-copy',
  'image.duplicate',
  'image.duplicate-to-region',
  'image.list-tasks',
  'image.watch-upload',
  'image.delete',
  'image.deactivate',
  'image.tag',
  'image.communitize',
  'image.publicize',
  'member.list',
  'member.add',
  'member.remove',
  'member.answer',
] as const;
export type ImageAction = (typeof imageActions)[number];

const ownerOnly = {
  owner: 'member',
  accepted: 'nobody',
  pending: 'nobody',
  rejected: 'nobody',
  open: 'nobody',
  stranger: 'nobody',
} as const;

const everyReader = {
  owner: 'reader',
  accepted: 'reader',
  pending: 'reader',
  rejected: 'reader',
  open: 'reader',
  stranger: 'nobody',
} as const;

/** Bytes are for members, as in a Glance with secure RBAC: a reader sees what there is, not what is in it. */
const everyMember = {
  owner: 'member',
  accepted: 'member',
  pending: 'member',
  rejected: 'member',
  open: 'member',
  stranger: 'nobody',
} as const;

/** The table under strict consent; glanceConsent says what the looser rule changes. */
export const imagePolicy: PolicyTable<ImageAction, Relation> = {
  'image.show': everyReader,
  'image.download': { ...everyMember, pending: 'nobody', rejected: 'nobody' },
  'image.use': { ...everyMember, pending: 'nobody', rejected: 'nobody' },
  'image.update': ownerOnly,
  'image.upload': ownerOnly,
  'image.stage': ownerOnly,
  'image.import': ownerOnly,
  'image.export': ownerOnly,
  'image.copy': { ...ownerOnly, owner: 'nobody' },
  'image.remove-copy': { ...ownerOnly, owner: 'nobody' },
  'image.duplicate': { ...ownerOnly, accepted: 'member' },
  'image.duplicate-to-region': ownerOnly,
  'image.list-tasks': { ...ownerOnly, owner: 'reader' },
  'image.watch-upload': { ...ownerOnly, owner: 'reader' },
  'image.delete': ownerOnly,
  'image.deactivate': ownerOnly,
  'image.tag': ownerOnly,
  'image.communitize': ownerOnly,
  'image.publicize': { ...ownerOnly, owner: 'nobody' },
  'member.list': { ...everyReader, open: 'nobody' },
  'member.add': ownerOnly,
  'member.remove': ownerOnly,
  'member.answer': {
    owner: 'nobody',
    accepted: 'member',
    pending: 'member',
    rejected: 'member',
    open: 'nobody',
    stranger: 'nobody',
  },
};

/** Rows that ACCORD_CONSENT=glance replaces. */
export const glanceConsent: Partial<PolicyTable<ImageAction, Relation>> = {
  'image.download': everyMember,
  'image.use': everyMember,
  'image.duplicate': { ...ownerOnly, accepted: 'member', pending: 'member', rejected: 'member' },
};

/** What is about the service as a whole, or shows all projects' work. */
export const operationPolicy: PolicyTable<
  'task.list' | 'task.show' | 'task.create' | 'store.show-detail',
  'anything'
> = {
  'task.list': { anything: 'admin' },
  'task.show': { anything: 'admin' },
  'task.create': { anything: 'admin' },
  'store.show-detail': { anything: 'admin' },
};

/** The project that the operator works in; throws `forbidden`, also with a token of another scope than a project. */
export function authorizeOperation(
  { role, scope }: Actor,
  action: keyof typeof operationPolicy,
): ProjectScope {
  if (scope.kind === 'project' && allows(operationPolicy, { role }, 'anything', action)) {
    return scope.project;
  }
  throw new Fault(
    'forbidden',
    'operation.forbidden',
    'You are not authorized to complete this action: it is for administrators.',
    { detail: { action } },
  );
}

/** True when the actor, standing in `relation` to an image, may do `action`. The operator may do everything in its region. */
export function mayWithImage(
  settings: Pick<Settings, 'consent'>,
  actor: Actor,
  relation: Relation,
  action: ImageAction,
): boolean {
  if (actor.role === 'admin') return true;
  const table = settings.consent === 'glance' ? { ...imagePolicy, ...glanceConsent } : imagePolicy;
  return allows(table, actor, relation, action);
}

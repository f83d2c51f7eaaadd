import { randomBytes } from 'node:crypto';
import { newHexId } from '../../../lib/ids.ts';
import type { Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { checkName, nameTaken } from '../names.ts';
import { hashPassword } from '../passwords.ts';
import { authorizeIdentity, relationToUser } from '../policy.ts';
import { selectRolesInForce } from '../tokens/queries.ts';
import type { RoleReference } from '../tokens/session.ts';
import type { ApplicationCredential } from './application-credential.ts';
import { checkUnrestricted } from './restriction.ts';
import { insertCredential } from './queries.ts';

export interface NewCredential {
  readonly name: string;
  readonly description?: string | undefined;
  /** Made when none is given. */
  readonly secret?: string | undefined;
  /** By id or name; without any, all that the actor has. */
  readonly roles?: readonly ({ readonly id: string } | { readonly name: string })[] | undefined;
  readonly unrestricted?: boolean | undefined;
  /** ISO 8601. */
  readonly expiresAt?: string | null | undefined;
}

/**
 * Makes a credential for the actor itself, in the project of its token. The secret is told this once. Throws `forbidden` for another
 * user, without a project or from a restricted credential, `invalid` for a role that the actor lacks or an expiry in the past,
 * `conflict` when the user has one of that name.
 */
export async function createCredential(
  context: Context,
  actor: Actor,
  userId: string,
  wanted: NewCredential,
): Promise<{ credential: ApplicationCredential; secret: string }> {
  authorizeIdentity(actor, 'application-credential.create', relationToUser(actor, userId));
  checkUnrestricted(actor);
  if (actor.scope.kind !== 'project') {
    throw new Fault(
      'forbidden',
      'application-credential.no-project',
      'An application credential is made with a token that is scoped to a project.',
    );
  }
  const projectId = actor.scope.project.id;
  checkName('application credential', wanted.name, 255);
  const expiresAt = futureTime(wanted.expiresAt ?? null);
  const secret = wanted.secret ?? randomBytes(48).toString('base64url');
  const secretHash = await hashPassword(secret);
  return context.db.transaction().execute(async (tx) => {
    const inForce = await selectRolesInForce(tx, userId, projectId);
    const credential = await insertCredential(tx, {
      id: newHexId(),
      userId,
      projectId,
      name: wanted.name,
      description: wanted.description ?? '',
      secretHash,
      roleIds: chooseRoles(actor, inForce, wanted.roles),
      unrestricted: wanted.unrestricted ?? false,
      expiresAt,
    });
    if (credential === undefined) throw nameTaken('application credential', wanted.name);
    await recordEvent(tx, actor, {
      action: 'application-credential.create',
      noun: 'application-credential',
      nounId: credential.id,
      projectId,
      after: credential,
    });
    return { credential, secret };
  });
}

function futureTime(expiresAt: string | null): string | null {
  if (expiresAt === null) return null;
  const time = Date.parse(expiresAt);
  if (time > Date.now()) return new Date(time).toISOString();
  throw new Fault(
    'invalid',
    'application-credential.expired',
    'expires_at must be a date and time in the future.',
  );
}

/** The ids of the roles wanted, all of which the actor must have. */
function chooseRoles(
  actor: Actor,
  inForce: readonly RoleReference[],
  wanted: NewCredential['roles'],
): string[] {
  const own = inForce.filter((role) => actor.roleNames.includes(role.name));
  if (wanted === undefined || wanted.length === 0) return own.map((role) => role.id);
  return wanted.map((reference) => {
    const role = own.find((candidate) =>
      'id' in reference ? candidate.id === reference.id : candidate.name === reference.name,
    );
    if (role !== undefined) return role.id;
    const named = 'id' in reference ? reference.id : reference.name;
    throw new Fault(
      'invalid',
      'application-credential.foreign-role',
      `The role ${named} is not among the roles of this token.`,
    );
  });
}

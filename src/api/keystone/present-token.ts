// A session as the body of a Keystone token.
import type { Session } from '../../domain/identity/tokens/session.ts';
import type { CatalogEntry } from '../../domain/regions/catalog/catalog.ts';
import { presentCatalog } from './present-catalog.ts';

/** Keystone's times have microseconds. */
function wireTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}

function presentScope({ actor }: Session) {
  switch (actor.scope.kind) {
    case 'project': {
      const { id, name, domainId, domainName } = actor.scope.project;
      return {
        project: { id, name, domain: { id: domainId, name: domainName } },
        is_domain: false,
      };
    }
    case 'domain':
      return { domain: { id: actor.scope.domainId, name: actor.scope.domainName } };
    case 'system':
      return { system: { all: true } };
    case 'unscoped':
      return {};
  }
}

/** `catalog` null: left out, as the client asked. An unscoped token shows neither roles nor a catalogue. */
export function presentToken(
  publicUrl: string,
  session: Session,
  catalog: readonly CatalogEntry[] | null,
) {
  const { actor, claims, roles, applicationCredential } = session;
  const scoped = actor.scope.kind !== 'unscoped';
  return {
    methods: claims.methods,
    user: {
      id: actor.userId,
      name: actor.userName,
      domain: { id: actor.domainId, name: actor.domainName },
      password_expires_at: null,
    },
    audit_ids: claims.auditIds,
    expires_at: wireTime(claims.expiresAt),
    issued_at: wireTime(claims.issuedAt),
    ...presentScope(session),
    ...(scoped ? { roles } : {}),
    ...(scoped && catalog !== null ? { catalog: presentCatalog(publicUrl, catalog) } : {}),
    ...(applicationCredential === null
      ? {}
      : {
          application_credential: {
            id: applicationCredential.id,
            name: applicationCredential.name,
            restricted: !applicationCredential.unrestricted,
          },
        }),
  };
}

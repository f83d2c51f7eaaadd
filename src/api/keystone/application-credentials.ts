import { Type } from 'typebox';
import { createCredential } from '../../domain/identity/application-credentials/create-credential.ts';
import { deleteCredential } from '../../domain/identity/application-credentials/delete-credential.ts';
import {
  listCredentials,
  showCredential,
} from '../../domain/identity/application-credentials/read-credentials.ts';
import { Fault } from '../../domain/fault.ts';
import { route } from '../http/route.ts';
import { baseOf, noContent, presentCredential, presentList } from './present.ts';
import { description, idParams, name, orNull, wrapped } from './schema.ts';

const path = '/v3/users/:id/application_credentials';
const one = `${path}/:credentialId`;
const oneParams = Type.Object({ id: Type.String(), credentialId: Type.String() });

const body = wrapped('application_credential', {
  name,
  description,
  secret: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: 1024 }))),
  expires_at: Type.Optional(orNull(Type.String({ maxLength: 64 }))),
  unrestricted: Type.Optional(orNull(Type.Boolean())),
  roles: Type.Optional(
    Type.Array(
      Type.Object({ id: Type.Optional(Type.String()), name: Type.Optional(Type.String()) }),
      { maxItems: 64 },
    ),
  ),
  /** Not served, and not to be overlooked either: the credential would be good for more than was wanted. */
  access_rules: Type.Optional(orNull(Type.Array(Type.Object({}), { maxItems: 0 }))),
});

function readRole(role: { id?: string; name?: string }): { id: string } | { name: string } {
  if (role.id !== undefined) return { id: role.id };
  if (role.name !== undefined) return { name: role.name };
  throw new Fault(
    'invalid',
    'request.invalid',
    'body/application_credential/roles must have an id or a name.',
  );
}

/** Keystone's times are in UTC when they name no zone. */
function readTime(time: string | null | undefined): string | null {
  if (time === undefined || time === null) return null;
  return /(?:Z|[+-]\d\d:?\d\d)$/i.test(time) ? time : `${time}Z`;
}

export const applicationCredentialRoutes = [
  route({
    method: 'GET',
    path,
    schema: { params: idParams, query: Type.Object({ name: Type.Optional(Type.String()) }) },
    handle: async (call) => {
      const { id } = call.params;
      const found = await listCredentials(call.context, call.actor, id, call.query);
      const base = baseOf(call);
      const items = found.map((credential) => presentCredential(base, credential));
      const list = `users/${id}/application_credentials`;
      return presentList(base, list, 'application_credentials', items, call.query);
    },
  }),
  route({
    method: 'POST',
    path,
    schema: { params: idParams, body },
    handle: async (call) => {
      const wanted = call.body.application_credential;
      const { credential, secret } = await createCredential(
        call.context,
        call.actor,
        call.params.id,
        {
          name: wanted.name,
          description: wanted.description ?? '',
          secret: wanted.secret ?? undefined,
          roles: wanted.roles?.map(readRole),
          unrestricted: wanted.unrestricted ?? false,
          expiresAt: readTime(wanted.expires_at),
        },
      );
      const shown = { ...presentCredential(baseOf(call), credential), secret };
      return { status: 201, body: { application_credential: shown } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: oneParams },
    handle: async (call) => {
      const { id, credentialId } = call.params;
      const credential = await showCredential(call.context, call.actor, id, credentialId);
      const shown = presentCredential(baseOf(call), credential);
      return { status: 200, body: { application_credential: shown } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: oneParams },
    handle: async (call) => {
      await deleteCredential(call.context, call.actor, call.params.id, call.params.credentialId);
      return noContent;
    },
  }),
];

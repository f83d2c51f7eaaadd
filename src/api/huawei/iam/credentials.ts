// Permanent access keys (IAM API reference, "Access key management").
import { Type } from 'typebox';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { deleteAccessKey } from '../../../domain/identity/access-keys/delete-access-key.ts';
import {
  listAccessKeys,
  showAccessKey,
} from '../../../domain/identity/access-keys/read-access-keys.ts';
import { updateAccessKey } from '../../../domain/identity/access-keys/update-access-key.ts';
import { route } from '../../http/route.ts';
import { presentAccessKey } from './present.ts';

const path = '/v3.0/OS-CREDENTIAL/credentials';
const one = `${path}/:accessKeyId`;
const params = Type.Object({ accessKeyId: Type.String() });
const description = Type.Optional(Type.String({ maxLength: 255 }));

export const credentialRoutes = [
  route({
    method: 'POST',
    path,
    schema: {
      body: Type.Object({
        credential: Type.Object({ user_id: Type.String({ minLength: 1 }), description }),
      }),
    },
    handle: async (call) => {
      const { user_id: userId, description: words } = call.body.credential;
      const wanted = { userId, description: words };
      const { accessKey, secret } = await createAccessKey(call.context, call.actor, wanted);
      return { status: 201, body: { credential: { ...presentAccessKey(accessKey), secret } } };
    },
  }),
  route({
    method: 'GET',
    path,
    schema: { query: Type.Object({ user_id: Type.Optional(Type.String()) }) },
    handle: async (call) => {
      const userId = call.query.user_id ?? call.actor.userId;
      const accessKeys = await listAccessKeys(call.context, call.actor, userId);
      return { status: 200, body: { credentials: accessKeys.map(presentAccessKey) } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params },
    handle: async (call) => {
      const accessKey = await showAccessKey(call.context, call.actor, call.params.accessKeyId);
      return { status: 200, body: { credential: presentAccessKey(accessKey) } };
    },
  }),
  route({
    method: 'PUT',
    path: one,
    schema: {
      params,
      body: Type.Object({
        credential: Type.Object({
          status: Type.Optional(Type.Union([Type.Literal('active'), Type.Literal('inactive')])),
          description,
        }),
      }),
    },
    handle: async (call) => {
      const { status, description: words } = call.body.credential;
      const change = {
        enabled: status === undefined ? undefined : status === 'active',
        description: words,
      };
      const id = call.params.accessKeyId;
      const accessKey = await updateAccessKey(call.context, call.actor, id, change);
      return { status: 200, body: { credential: presentAccessKey(accessKey) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params },
    handle: async (call) => {
      await deleteAccessKey(call.context, call.actor, call.params.accessKeyId);
      return { status: 204 };
    },
  }),
];

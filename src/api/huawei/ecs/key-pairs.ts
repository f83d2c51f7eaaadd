// Key pairs, by the calls that the server service has from Nova (ECS API reference, "SSH key management").
import { Type } from 'typebox';
import { createKeyPair } from '../../../domain/servers/key-pairs/create-key-pair.ts';
import { deleteKeyPair } from '../../../domain/servers/key-pairs/delete-key-pair.ts';
import type { KeyPair } from '../../../domain/servers/key-pairs/key-pair.ts';
import { listKeyPairs } from '../../../domain/servers/key-pairs/list-key-pairs.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';

const path = '/v2.1/:project_id/os-keypairs';
const ofProject = Type.Object({ project_id: Type.String() });

const createBody = Type.Object({
  keypair: Type.Object({ name: Type.String(), public_key: Type.Optional(Type.String()) }),
});

export const keyPairRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path,
    schema: { params: ofProject },
    handle: async ({ context, actor }) => {
      const pairs = await listKeyPairs(context, actor);
      return { status: 200, body: { keypairs: pairs.map((pair) => ({ keypair: present(pair) })) } };
    },
  }),
  route({
    method: 'POST',
    path,
    schema: { params: ofProject },
    handle: async ({ context, actor, body }) => {
      const { name, public_key: publicKey } = readBody(createBody, body).keypair;
      const { keyPair, privateKey } = await createKeyPair(context, actor, { name, publicKey });
      const secret = privateKey === null ? {} : { private_key: privateKey };
      const keypair = { ...present(keyPair), ...secret, user_id: actor.userId };
      return { status: 200, body: { keypair } };
    },
  }),
  route({
    method: 'DELETE',
    path: `${path}/:keypair_name`,
    schema: { params: Type.Object({ project_id: Type.String(), keypair_name: Type.String() }) },
    handle: async ({ context, actor, params }) => {
      await deleteKeyPair(context, actor, params.keypair_name);
      return { status: 202 };
    },
  }),
];

function present({ name, fingerprint, publicKey }: KeyPair): Record<string, unknown> {
  return { name, type: 'ssh', fingerprint, public_key: publicKey };
}

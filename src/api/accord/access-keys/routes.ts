// The access keys of the user who is signed in, for programs that sign their requests.
import type * as domain from '../../../domain/identity/access-keys/access-key.ts';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { deleteAccessKey } from '../../../domain/identity/access-keys/delete-access-key.ts';
import { listAccessKeys } from '../../../domain/identity/access-keys/read-access-keys.ts';
import { updateAccessKey } from '../../../domain/identity/access-keys/update-access-key.ts';
import type { Route } from '../../http/route.ts';
import { userRoute } from '../route.ts';
import {
  AccessKey,
  AccessKeyChange,
  AccessKeyParams,
  AccessKeys,
  CreatedAccessKey,
  NewAccessKey,
} from './schema.ts';

const path = '/access-keys';
const one = `${path}/:accessKeyId`;
const tag = 'access-keys';

export const accessKeyRoutes: readonly Route[] = [
  userRoute({
    method: 'GET',
    path,
    tag,
    summary: "Lists the user's own access keys, and says how many it may have.",
    answer: AccessKeys,
    handle: async ({ context, actor }) => ({
      items: (await listAccessKeys(context, actor, actor.userId)).map(presentAccessKey),
      most: context.settings.accessKeysPerUser,
    }),
  }),
  userRoute({
    method: 'POST',
    path,
    tag,
    summary: 'Makes an access key for the user, and tells its secret, this once.',
    schema: { body: NewAccessKey },
    status: 201,
    answer: CreatedAccessKey,
    handle: async ({ context, actor, body }) => {
      const { userId } = actor;
      const made = await createAccessKey(context, actor, { userId, ...body });
      return { ...presentAccessKey(made.accessKey), secret: made.secret };
    },
  }),
  userRoute({
    method: 'PATCH',
    path: one,
    tag,
    summary: 'Describes an access key otherwise, disables or enables it.',
    schema: { params: AccessKeyParams, body: AccessKeyChange },
    answer: AccessKey,
    handle: async ({ context, actor, params, body }) =>
      presentAccessKey(await updateAccessKey(context, actor, params.accessKeyId, body)),
  }),
  userRoute({
    method: 'DELETE',
    path: one,
    tag,
    summary: 'Deletes an access key for good.',
    schema: { params: AccessKeyParams },
    handle: async ({ context, actor, params }) => {
      await deleteAccessKey(context, actor, params.accessKeyId);
    },
  }),
];

function presentAccessKey({ id, description, enabled, createdAt }: domain.AccessKey): AccessKey {
  return { id, description, enabled, createdAt };
}

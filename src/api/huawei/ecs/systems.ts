// Another system for a server, or its own anew (ECS API reference, "OS management"). v1 is for images without Cloud-Init there; here both are the same, but
// that v1 takes no user data and needs a login.
import { Type, type Static } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import { changeOs } from '../../../domain/servers/change-os.ts';
import { reinstallOs } from '../../../domain/servers/reinstall-os.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { refuseEncryption } from '../refuse-encryption.ts';
import { readLogin, readUserData } from './login-body.ts';
import { ofServer } from './servers.ts';

const text = Type.Optional(Type.String());

const reinstallation = Type.Object({
  adminpass: text,
  keyname: text,
  userid: text,
  mode: text,
  metadata: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
});
const change = Type.Object({ imageid: Type.String(), ...reinstallation.properties });

const changeBody = Type.Object({ 'os-change': change });
const reinstallBody = Type.Object({ 'os-reinstall': reinstallation });

type Version = 'v1' | 'v2';
const versions: readonly Version[] = ['v1', 'v2'];

export const systemRoutes: readonly Route[] = versions.flatMap((version) => [
  route({
    method: 'POST',
    path: `/${version}/:project_id/cloudservers/:server_id/changeos`,
    schema: { params: ofServer },
    handle: async ({ context, actor, params, body }) => {
      const wanted = readBody(changeBody, body)['os-change'];
      const { jobId } = await changeOs(context, actor, params.server_id, {
        imageId: wanted.imageid,
        ...systemOf(wanted, version),
      });
      return { status: 200, body: { job_id: jobId } };
    },
  }),
  route({
    method: 'POST',
    path: `/${version}/:project_id/cloudservers/:server_id/reinstallos`,
    schema: { params: ofServer },
    handle: async ({ context, actor, params, body }) => {
      const wanted = systemOf(readBody(reinstallBody, body)['os-reinstall'], version);
      const { jobId } = await reinstallOs(context, actor, params.server_id, wanted);
      return { status: 200, body: { job_id: jobId } };
    },
  }),
]);

function systemOf(
  { adminpass, keyname, mode, metadata = {} }: Static<typeof reinstallation>,
  version: Version,
) {
  refuseEncryption(metadata);
  const login = readLogin(adminpass, keyname);
  if (version === 'v1' && login.kind === 'image') {
    throw new Fault('invalid', 'request.invalid', 'The body has neither adminpass nor keyname.');
  }
  if (mode !== undefined && mode !== '' && mode !== 'withStopServer') {
    throw new Fault('invalid', 'request.invalid', 'The mode must be withStopServer.');
  }
  const userData = version === 'v1' ? undefined : metadata['user_data'];
  return {
    login,
    stopNow: mode === 'withStopServer',
    ...readUserData(typeof userData === 'string' ? userData : undefined),
  };
}

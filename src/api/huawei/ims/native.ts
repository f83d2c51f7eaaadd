// Glance's own paths as clients of the image service of Huawei Cloud see them: the same calls, with the service's errors, defaults and attributes. Clients that
// have a token and call Accord by another name than ims.* get Glance as it is.
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Fault } from '../../../domain/fault.ts';
import { deleteImage } from '../../../domain/images/delete-image.ts';
import { describeStandings } from '../../../domain/images/list-standings.ts';
import { speaksHuawei } from '../../http/dialect.ts';
import type { Facade } from '../../http/facade.ts';
import { route as declareRoute } from '../../http/route.ts';
import type { Answer, Call, Route, SignedInCall, SignedInRoute } from '../../http/route.ts';
import { noSuchPath } from '../../http/no-such-path.ts';
import { readBody } from '../../http/validation.ts';
import { presentGatewayFault } from '../gateway.ts';
import { imsCode } from './errors.ts';
import { addMember, answerOffer, withMemberType } from './native-members.ts';
import { presentImage } from './present-image.ts';
import { presentVersions } from './versions.ts';

type Handle = SignedInRoute['handle'];
/** A call in the dialect; `handle` is Glance's way. */
type Difference = (call: SignedInCall, handle: Handle) => Answer | Promise<Answer>;

/** The façade, for clients of that cloud too. */
export function inHuaweiDialect(facade: Facade): Facade {
  return {
    ...facade,
    routes: [...facade.routes.map(inDialect), versionRoute],
    presentFault: (fault, request) =>
      speaksHuawei(request.headers)
        ? presentNativeFault(facade, fault, request)
        : facade.presentFault(fault, request),
  };
}

function inDialect(route: Route): Route {
  const name = `${route.method} ${route.path}`;
  if (route.access === 'anyone') {
    return name === 'GET /' ? { ...route, handle: versionsOr(route.handle) } : route;
  }
  const difference = Object.hasOwn(differences, name) ? differences[name] : undefined;
  if (difference === undefined) return route;
  const { handle } = route;
  return {
    ...route,
    handle: async (call: SignedInCall) =>
      speaksHuawei(call.headers) ? await difference(call, handle) : await handle(call),
  };
}

/** 300 in the documents, which their own SDK takes for a failure. */
function versionsOr(handle: (call: Call) => Answer | Promise<Answer>) {
  return async (call: Call): Promise<Answer> =>
    speaksHuawei(call.headers)
      ? { status: 200, body: presentVersions(call.context.settings) }
      : await handle(call);
}

/** Glance has nothing there. */
const versionRoute = declareRoute({
  method: 'GET',
  path: '/v2',
  handle({ context, headers }) {
    if (!speaksHuawei(headers)) throw noSuchPath();
    return { status: 200, body: presentVersions(context.settings, 'v2') };
  },
});

const image = '/v2/images/:image_id';

const differences: Readonly<Record<string, Difference>> = {
  'POST /v2/images': async (call, handle) =>
    await described(call, await handle({ ...call, body: withDefaults(call.body) })),
  'GET /v2/images': async (call, handle) => await described(call, await handle(call)),
  [`GET ${image}`]: async (call, handle) => await described(call, await handle(call)),
  [`PATCH ${image}`]: async (call, handle) => await described(call, await handle(call)),
  [`DELETE ${image}`]: async (call, handle) => {
    const { delete_backup: deleteBackup = false } =
      call.body === undefined ? {} : readBody(deletion, call.body);
    if (!deleteBackup) return await handle(call);
    const { image_id: imageId } = call.params as { image_id: string };
    await deleteImage(call.context, call.actor, imageId, { deleteBackup });
    return { status: 204 };
  },
  [`GET ${image}/members`]: async (call, handle) => withMemberType(await handle(call)),
  [`POST ${image}/members`]: addMember,
  [`GET ${image}/members/:member_id`]: async (call, handle) => withMemberType(await handle(call)),
  [`PUT ${image}/members/:member_id`]: answerOffer,
};

/** A full-server image's backup may go with it; no other image has one. */
const deletion = Type.Object({ delete_backup: Type.Optional(Type.Boolean()) });

/** Source: IMS API reference, "Creating image metadata (native OpenStack API)". */
function withDefaults(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return { visibility: 'private', container_format: 'bare', disk_format: 'vhd', ...body };
}

/** The answer with the service's attributes added to those of each image in it. */
async function described({ context, actor }: SignedInCall, answer: Answer): Promise<Answer> {
  if (answer === 'sent') return answer;
  const body = answer.body as Record<string, unknown>;
  const list = body['images'];
  const images = (Array.isArray(list) ? list : [body]) as { readonly id: string }[];
  const ids = images.map(({ id }) => id);
  const seen = await describeStandings(context, actor, ids);
  const added = new Map(seen.map((each) => [each.image.id, presentImage(each)]));
  const all = images.map((each) => ({ ...added.get(each.id), ...each }));
  return { ...answer, body: Array.isArray(list) ? { ...body, images: all } : all[0] };
}

/** Glance's status with the service's code: its documents have no bodies for these calls, and its SDKs read this one. */
function presentNativeFault(
  facade: Facade,
  fault: Fault,
  request: FastifyRequest,
): Exclude<Answer, 'sent'> {
  const atTheGateway = presentGatewayFault(fault, request);
  if (atTheGateway !== null) return atTheGateway;
  const { status } = facade.presentFault(fault, request);
  return {
    status,
    body: { error: { message: fault.message, code: nativeCode(fault, request) } },
  };
}

function nativeCode(fault: Fault, { method, routeOptions }: FastifyRequest): string {
  const deletes = method === 'DELETE' && routeOptions.url === image;
  if (!deletes || fault.code !== 'image.not-owner') return imsCode(fault);
  return fault.detail['visibility'] === 'public' ? 'IMG.0094' : 'IMG.0092';
}

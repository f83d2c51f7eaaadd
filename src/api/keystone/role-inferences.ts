import { Type } from 'typebox';
import {
  checkInference,
  implyRole,
  listInferences,
  showInference,
  stopImplying,
} from '../../domain/identity/roles/imply-role.ts';
import { route } from '../http/route.ts';
import { baseOf, noContent, presentInference, presentRole } from './present.ts';
import { idParams } from './schema.ts';

const pairParams = Type.Object({ id: Type.String(), impliedId: Type.String() });
const pair = '/v3/roles/:id/implies/:impliedId';

export const roleInferenceRoutes = [
  route({
    method: 'GET',
    path: '/v3/role_inferences',
    handle: async (call) => {
      const inferences = await listInferences(call.context, call.actor);
      const base = baseOf(call);
      return {
        status: 200,
        body: {
          role_inferences: inferences.map((inference) => presentInference(base, inference)),
          links: { self: `${base}/role_inferences`, previous: null, next: null },
        },
      };
    },
  }),
  route({
    method: 'GET',
    path: '/v3/roles/:id/implies',
    schema: { params: idParams },
    handle: async (call) => {
      const inference = await showInference(call.context, call.actor, call.params.id);
      const base = baseOf(call);
      return {
        status: 200,
        body: {
          role_inference: presentInference(base, inference),
          links: { self: `${base}/roles/${call.params.id}/implies` },
        },
      };
    },
  }),
  route({
    method: 'PUT',
    path: pair,
    schema: { params: pairParams },
    handle: async (call) => {
      const { id, impliedId } = call.params;
      const inference = await implyRole(call.context, call.actor, id, impliedId);
      return { status: 201, body: presentPair(call, inference) };
    },
  }),
  route({
    method: 'GET',
    path: pair,
    schema: { params: pairParams },
    handle: async (call) => {
      const { id, impliedId } = call.params;
      const inference = await checkInference(call.context, call.actor, id, impliedId);
      return { status: 200, body: presentPair(call, inference) };
    },
  }),
  route({
    method: 'DELETE',
    path: pair,
    schema: { params: pairParams },
    handle: async (call) => {
      await stopImplying(call.context, call.actor, call.params.id, call.params.impliedId);
      return noContent;
    },
  }),
];

/** Here `implies` is one role, not a list of them. */
function presentPair(
  call: Parameters<typeof baseOf>[0],
  { prior, implied }: Awaited<ReturnType<typeof checkInference>>,
) {
  const base = baseOf(call);
  return {
    role_inference: { prior_role: presentRole(base, prior), implies: presentRole(base, implied) },
    links: { self: `${base}/roles/${prior.id}/implies/${implied.id}` },
  };
}

// Starting, stopping and restarting (ECS API reference, "ECS batch operations").
import { Type } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import { rebootServer } from '../../../domain/servers/reboot-server.ts';
import { startServer } from '../../../domain/servers/start-server.ts';
import { stopServer } from '../../../domain/servers/stop-server.ts';
import { route, type Route, type SignedInCall } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';

const servers = Type.Array(Type.Object({ id: Type.String() }), { minItems: 1, maxItems: 1000 });
const way = Type.Optional(Type.Union([Type.Literal('SOFT'), Type.Literal('HARD')]));

const actionBody = Type.Object({
  'os-start': Type.Optional(Type.Object({ servers })),
  'os-stop': Type.Optional(Type.Object({ servers, type: way })),
  reboot: Type.Optional(Type.Object({ servers, type: way })),
});

export const powerRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v1/:project_id/cloudservers/action',
    schema: { params: Type.Object({ project_id: Type.String() }) },
    handle: async (call) => ({ status: 200, body: { job_id: (await begin(call)).jobId } }),
  }),
];

async function begin({ context, actor, body }: SignedInCall): Promise<{ jobId: string }> {
  const { 'os-start': start, 'os-stop': stop, reboot, ...none } = readBody(actionBody, body);
  if (start !== undefined) return await startServer(context, actor, soleOf(start.servers));
  if (stop !== undefined) {
    const hard = stop.type === 'HARD';
    return await stopServer(context, actor, soleOf(stop.servers), { hard });
  }
  if (reboot !== undefined) {
    const hard = reboot.type === 'HARD';
    return await rebootServer(context, actor, soleOf(reboot.servers), { hard });
  }
  throw new Fault(
    'invalid',
    'request.invalid',
    `The body has none of os-start, os-stop and reboot (${Object.keys(none).join(', ')}).`,
  );
}

/** Each server has a job of its own here, and the answer names one job. */
function soleOf(named: readonly { readonly id: string }[]): string {
  const ids = new Set(named.map(({ id }) => id));
  const [id] = ids;
  if (id !== undefined && ids.size === 1) return id;
  throw new Fault(
    'unsupported',
    'server.one-at-a-time',
    'Servers are started, stopped and restarted one by one here: name one in each call.',
  );
}

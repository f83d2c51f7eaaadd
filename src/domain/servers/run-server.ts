import type { Engine, ServerPlan } from '../../drivers/engine/engine.ts';
import type { Context } from '../context.ts';
import { engineFault } from '../engine-fault.ts';
import { Fault } from '../fault.ts';
import { claimPorts, lockServers, updateServerRow } from './queries.ts';

const portsAtMost = 20;

/**
 * Has the engine run a server. A port that another program of the machine has taken is left to it: the server gets the next free one. Faults: as
 * engineFault says; unavailable (`server.no-port`).
 */
export async function runServer(context: Context, engine: Engine, plan: ServerPlan): Promise<void> {
  const tried: number[] = [];
  for (let sshPort = plan.sshPort; ; sshPort = await takeAnotherPort(context, plan.id, tried)) {
    try {
      await engine.runServer({ ...plan, sshPort });
      return;
    } catch (error) {
      const fault = engineFault(error);
      tried.push(sshPort);
      if (fault.code !== 'engine.port-taken' || tried.length === portsAtMost) throw fault;
    }
  }
}

async function takeAnotherPort(
  context: Context,
  serverId: string,
  tried: readonly number[],
): Promise<number> {
  return await context.db.transaction().execute(async (tx) => {
    await lockServers(tx, [serverId], null);
    const [port] = await claimPorts(tx, context.settings.sshPorts, 1, tried);
    if (port === undefined) throw noPort();
    await updateServerRow(tx, serverId, { ssh_port: port });
    return port;
  });
}

/** The fault for want of a port for ssh. */
export function noPort(): Fault {
  return new Fault(
    'unavailable',
    'server.no-port',
    'The machine has no free port left that could lead to the server: see ACCORD_SSH_PORTS.',
  );
}

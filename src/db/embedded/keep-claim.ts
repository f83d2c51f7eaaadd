// Holds the claim on the data folder while this process lives. When the server crashes or is killed, the claim goes with it: then the
// server is reached again, started if need be, and the folder claimed anew.
import { claimDataFolder } from './claim-data-folder.ts';
import { reachServer, type Connected, type Server } from './reach-server.ts';

export interface Claim {
  /** Resolves when the folder could not be claimed again: another process may have it, or the server does not start. */
  readonly lost: Promise<Error>;
  /** Lets the claim go without a new attempt once `work` (which stops the server) is done. */
  endAfter(work: () => Promise<void>): Promise<void>;
}

/** Takes a connection that has claimed the folder and watches over it. */
export function keepClaim(server: Server, first: Connected): Claim {
  const lost = Promise.withResolvers<Error>();
  let ending = false;
  let current = first;
  let recovery: Promise<void> = Promise.resolve();

  function watch(): void {
    current.client.once('end', () => {
      if (!ending) recovery = recover();
    });
  }

  async function recover(): Promise<void> {
    server.log('PostgreSQL went away: reaching it again.');
    try {
      const next = await reachServer(server);
      if (next.socketFolder !== first.socketFolder) {
        await next.client.end();
        throw new Error(`PostgreSQL came back in another folder: ${next.socketFolder}`);
      }
      current = next;
      await claimDataFolder(server.data, next.client);
      watch();
      server.log('PostgreSQL is back.');
    } catch (error) {
      lost.resolve(error instanceof Error ? error : new Error(String(error)));
    }
  }

  watch();
  return {
    lost: lost.promise,
    async endAfter(work) {
      ending = true;
      await recovery;
      await work();
      await current.client.end();
    },
  };
}

// A web server on loopback for tests of downloads.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface WebServer {
  readonly url: string;
  /** For ACCORD_IMPORT_ALLOW. */
  readonly hostPort: string;
}

/** Serves until the test ends. */
export async function serveWeb(t: TestContext, listener: RequestListener): Promise<WebServer> {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, hostPort: `127.0.0.1:${port}` };
}

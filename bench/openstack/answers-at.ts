import { connect } from 'node:net';

/** Whether an HTTP server answers a request with one of these statuses. */
export async function answersAt(url: string, status: number): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.status === status;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** Whether something on this machine listens on the port. */
export async function listensOn(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const { promise, resolve } = Promise.withResolvers<boolean>();
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  const listens = await promise;
  socket.destroy();
  return listens;
}

// People at the service's HTTP interface: who they are comes from clouds.yaml, and their tokens must go on working after a crash.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface Client {
  readonly projectId: string;
  /** One request to where the service is now. */
  request(
    method: string,
    path: string,
    body?: object | Uint8Array<ArrayBuffer> | ReadableStream,
  ): Promise<Response>;
}

/** `address` is asked at every request: a restarted service has another port. */
export async function signIn(
  data: string,
  address: () => string,
  cloud: string,
  project: string,
): Promise<Client> {
  const clouds = await readFile(join(data, 'clouds.yaml'), 'utf8');
  const section = clouds.slice(clouds.indexOf(`\n  ${cloud}:\n`) + 1);
  const setting = (name: string): string => {
    const value = new RegExp(`^ +${name}: (.*)$`, 'm').exec(section)?.[1] ?? '';
    return value.startsWith('"') ? (JSON.parse(value) as string) : value;
  };
  const domain = { name: setting('user_domain_name') };
  const response = await fetch(`${address()}/v3/auth/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      auth: {
        identity: {
          methods: ['password'],
          password: {
            user: { name: setting('username'), domain, password: setting('password') },
          },
        },
        scope: { project: { name: project, domain } },
      },
    }),
  });
  assert.equal(response.status, 201, `signing in as ${cloud}`);
  const token = response.headers.get('x-subject-token') ?? '';
  const answer = (await response.json()) as { token: { project: { id: string } } };
  return {
    projectId: answer.token.project.id,
    async request(method, path, body) {
      const isBytes = body instanceof Uint8Array || body instanceof ReadableStream;
      return await fetch(`${address()}${path}`, {
        method,
        headers: {
          'x-auth-token': token,
          accept: 'application/json',
          ...(body === undefined
            ? {}
            : { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }),
        },
        ...(body === undefined
          ? {}
          : { body: isBytes ? body : JSON.stringify(body), duplex: 'half' }),
      });
    },
  };
}

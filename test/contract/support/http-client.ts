// Signs in over HTTP and makes requests with the token.
import type { Cloud } from './clouds.ts';

export interface HttpRequest {
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes are sent as they are, anything else as JSON. */
  readonly body?: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  /** The body as JSON; null when it is none. */
  readonly json: Record<string, unknown> | null;
}

export interface HttpClient {
  readonly token: string;
  readonly projectId: string;
  readonly userId: string;
  request(method: string, path: string, request?: HttpRequest): Promise<HttpAnswer>;
}

/** One request; JSON is asked for unless headers say otherwise. */
export async function send(
  url: string,
  method: string,
  path: string,
  { headers = {}, body }: HttpRequest = {},
): Promise<HttpAnswer> {
  const type = body instanceof Uint8Array ? 'application/octet-stream' : 'application/json';
  const response = await fetch(`${url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': type }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isRaw(body) ? body : JSON.stringify(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, json: parse(bytes) };
}

function isRaw(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

function parse(bytes: Buffer): Record<string, unknown> | null {
  try {
    return JSON.parse(bytes.toString('utf8')) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Signs somebody in to its project. */
export async function signIn(url: string, who: Omit<Cloud, 'authUrl'>): Promise<HttpClient> {
  const domain = { name: who.domainName };
  const answer = await send(url, 'POST', '/v3/auth/tokens', {
    body: {
      auth: {
        identity: {
          methods: ['password'],
          password: { user: { name: who.userName, domain, password: who.password } },
        },
        scope: { project: { name: who.projectName, domain } },
      },
    },
  });
  if (answer.status !== 201)
    throw new Error(`${who.userName} cannot sign in: ${String(answer.bytes)}`);
  const token = answer.headers.get('x-subject-token') ?? '';
  const { project, user } = (answer.json?.['token'] ?? {}) as {
    project?: { id: string };
    user?: { id: string };
  };
  if (project === undefined || user === undefined) throw new Error('a token without a project');
  return {
    token,
    projectId: project.id,
    userId: user.id,
    request: async (method, path, request = {}) =>
      await send(url, method, path, {
        ...request,
        headers: { 'x-auth-token': token, ...request.headers },
      }),
  };
}

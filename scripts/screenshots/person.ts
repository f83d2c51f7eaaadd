// Somebody in the pictures' world, who does things in one project over our own API.
import { signIn } from '../../test/contract/support/http-client.ts';
import { bytesOf, type PicturedImage } from './images.ts';

/** As the form for signing in asks for it. */
export interface Credentials {
  readonly account: string;
  readonly user: string;
  readonly password: string;
}

export interface Person extends Credentials {
  readonly projectId: string;
  /** One request below /api/v1; throws when it is refused. */
  ask(method: string, path: string, body?: object | Uint8Array): Promise<Record<string, unknown>>;
  /** Makes an image in the project; answers its id. */
  makeImage(image: PicturedImage): Promise<string>;
  /** Throws when a pair is refused. */
  share(
    imageIds: readonly string[],
    projectIds: readonly string[],
    message?: string,
  ): Promise<void>;
  answer(imageIds: readonly string[], answer: 'accepted' | 'rejected'): Promise<void>;
}

interface Results {
  readonly results: readonly { readonly problem?: { readonly code: string } }[];
}

export async function personIn(
  url: string,
  credentials: Credentials,
  projectName: string,
): Promise<Person> {
  const { account, user, password } = credentials;
  const who = { userName: user, password, domainName: account, projectName };
  const client = await signIn(url, who);
  const { projectId } = client;
  const send = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${client.token}` };
    const answer = await client.request(method, `/api/v1${path}`, { headers, body });
    if (answer.status < 300) return answer.json ?? {};
    throw new Error(`${method} ${path} answered ${answer.status}: ${String(answer.bytes)}`);
  };
  const sendBatch = async (path: string, body: object): Promise<void> => {
    const { results } = (await send('POST', path, body)) as unknown as Results;
    const refused = results.find(({ problem }) => problem !== undefined);
    if (refused !== undefined) throw new Error(`${path}: ${refused.problem?.code}`);
  };
  const below = `/projects/${projectId}`;
  return {
    ...credentials,
    projectId,
    ask: send,
    async makeImage(image) {
      const { name, format, kind = 'system', os, size, description, tags } = image;
      const [osType, osDistro, osVersion] = os ?? [];
      const made = await send('POST', `${below}/images`, {
        name,
        kind,
        diskFormat: format,
        ...(os === null ? {} : { osType, osDistro, osVersion, architecture: 'x86_64' }),
        ...(size === null ? {} : { minDisk: size[1] }),
        ...(description === undefined ? {} : { description }),
        ...(tags === undefined ? {} : { tags }),
        ...(image.protected === undefined ? {} : { protected: image.protected }),
      });
      const id = String(made['id']);
      if (size !== null) await send('PUT', `${below}/images/${id}/file`, bytesOf(image));
      return id;
    },
    async share(imageIds, projectIds, message) {
      const words = message === undefined ? {} : { message };
      await sendBatch(`${below}/shares`, { imageIds, projectIds, ...words });
    },
    async answer(imageIds, answer) {
      await sendBatch(`${below}/answers`, { imageIds, answer });
    },
  };
}

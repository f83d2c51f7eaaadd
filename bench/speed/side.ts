// What is measured: servers of the image API that the same client can speak to.
import { send, type HttpAnswer } from '../../test/contract/support/http-client.ts';

/** Somebody with a token for a project. */
export interface Caller {
  readonly token: string;
  readonly projectId: string;
}

export interface Side {
  readonly name: string;
  /** Without a slash at its end. */
  readonly imageUrl: string;
  /** Has the images. */
  readonly owner: Caller;
  /** Is offered some of them. */
  readonly member: Caller;
  /** Processes that, with what they have started, do all the work: API, tokens, database, cache. */
  readonly roots: readonly number[];
}

/** One set of data, and the servers over it. */
export interface Cloud {
  readonly sides: readonly Side[];
  /** Sees to it that the owner has so many images, and that so many of them are pending with the member. */
  seed(images: number, pending: number): Promise<void>;
  stop(): Promise<void>;
}

/** Makes one request of the image API; throws when the answer is not of that status. */
export async function ask(
  side: Side,
  who: Caller,
  status: number,
  method: string,
  path: string,
  body?: unknown,
): Promise<HttpAnswer> {
  const headers = { 'x-auth-token': who.token };
  const answer = await send(side.imageUrl, method, path, { headers, body });
  if (answer.status === status) return answer;
  const said = answer.bytes.toString('utf8').slice(0, 500);
  throw new Error(`${side.name}: ${method} ${path} answered ${answer.status}: ${said}`);
}

/** Ids on one page of a list. */
export async function listIds(side: Side, who: Caller, query: string): Promise<string[]> {
  const { json } = await ask(side, who, 200, 'GET', `/v2/images?${query}`);
  const images = (json?.['images'] ?? []) as readonly { id: string }[];
  return images.map(({ id }) => id);
}

// One of the two services, with the people who ask it and the ids that it has given.
import { setTimeout as pause } from 'node:timers/promises';
import type { Cloud } from '../../test/contract/support/clouds.ts';
import {
  send,
  signIn,
  type HttpAnswer,
  type HttpClient,
} from '../../test/contract/support/http-client.ts';
import { people, type Call, type Given, type Who } from './case.ts';

export interface Side {
  readonly name: 'glance' | 'accord';
  readonly identityUrl: string;
  readonly imageUrl: string;
  readonly clients: ReadonlyMap<Who, HttpClient>;
  /** By the name that cases use. */
  readonly ids: Map<string, string>;
}

export type People = Readonly<Record<(typeof people)[number], Cloud>>;

/** Signs the people in at the identity service that they come from. `ids` are those that both sides are to know. */
export async function prepareSide(
  name: Side['name'],
  service: { readonly identityUrl: string; readonly imageUrl: string; readonly people: People },
  ids: ReadonlyMap<string, string>,
): Promise<Side> {
  const clients = new Map<Who, HttpClient>();
  const known = new Map(ids);
  for (const who of people) {
    const client = await signIn(service.identityUrl, service.people[who]);
    clients.set(who, client);
    known.set(`${who}Project`, client.projectId).set(`${who}User`, client.userId);
  }
  const { identityUrl, imageUrl } = service;
  return { name, identityUrl, imageUrl, clients, ids: known };
}

/** Makes the request: of the identity service below `/v3`, of the image service elsewhere. */
export async function perform(side: Side, call: Call): Promise<HttpAnswer> {
  const { who, method, path, body, headers = {}, keep } = call;
  const request = { body: filledBody(side.ids, body), headers };
  const client = side.clients.get(who);
  const token = client === undefined ? {} : { 'x-auth-token': client.token };
  const service = path.startsWith('/v3/') ? side.identityUrl : side.imageUrl;
  const answer = await send(service, method, fillIn(side.ids, path), {
    ...request,
    headers: { ...token, ...headers },
  });
  const id = keep === undefined ? undefined : idIn(answer.json);
  if (keep !== undefined && id !== undefined) side.ids.set(keep, id);
  return answer;
}

/** Throws when it is not answered as it must be, or what it waits for does not come within half a minute. */
export async function establish(side: Side, step: Given): Promise<void> {
  const deadline = performance.now() + 30_000;
  for (;;) {
    const answer = await perform(side, step);
    const said = `${side.name}: ${step.given}: ${answer.status} ${String(answer.bytes).slice(0, 1000)}`;
    if (answer.status !== step.status) throw new Error(said);
    if (step.until === undefined) return;
    const [field, value] = step.until;
    if (fieldOf(answer.json, field) === value) return;
    if (performance.now() > deadline) throw new Error(`${said}: waited in vain`);
    await pause(50);
  }
}

/** Of an image or a task; Keystone wraps what it answers in its kind. */
function idIn(json: HttpAnswer['json']): string | undefined {
  const found = fieldOf(json, 'id') ?? fieldOf(json, 'project.id');
  return typeof found === 'string' ? found : undefined;
}

function fieldOf(json: unknown, path: string): unknown {
  let found = json;
  for (const name of path.split('.')) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

function fillIn(ids: Side['ids'], text: string): string {
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => ids.get(name) ?? whole);
}

function filledBody(ids: Side['ids'], body: unknown): unknown {
  if (typeof body === 'string') return fillIn(ids, body);
  if (body === undefined || body instanceof Uint8Array) return body;
  return JSON.parse(fillIn(ids, JSON.stringify(body)));
}

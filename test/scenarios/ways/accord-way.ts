// Our own API over HTTP. The path of a request names the project that acts; somebody whose token is for none tries the owner's.
import assert from 'node:assert/strict';
import { base } from '../../../src/api/accord/route.ts';
import type { EventPage } from '../../../src/api/accord/events/schema.ts';
import type { ImagePage } from '../../../src/api/accord/images/schema.ts';
import type { ItemProblem } from '../../../src/api/accord/schema.ts';
import type { Members, OfferPage } from '../../../src/api/accord/sharing/schema.ts';
import { ownRequest } from '../../../src/api/accord/wire.fixture.ts';
import type { FaultKind } from '../../../src/domain/fault.ts';
import type { Cast, Who } from '../cast.ts';
import { kindOf } from '../published-errors.ts';
import type { ImageChanges, Outcome, Way } from '../way.ts';

/** What came of a request: the body, or how it was refused. */
type Reply =
  | { readonly body: unknown; readonly refusal: null }
  | { readonly body: null; readonly refusal: FaultKind };

/** Of an act on one image, or on one pair. */
interface Results {
  readonly results: readonly { readonly problem?: ItemProblem }[];
}

export function accordWay(url: string, cast: Cast): Way {
  const projectOf = (by: Who): string => by.projectId ?? cast.owner.projectId ?? '';
  const bearer = ({ token }: Who) => ({ authorization: `Bearer ${token}` });
  async function ask(
    by: Who,
    method: string,
    path: string,
    body?: object,
    projectId = projectOf(by),
  ): Promise<Reply> {
    const answer = await ownRequest(url, method, `/projects/${projectId}${path}`, {
      headers: bearer(by),
      ...(body === undefined ? {} : { body }),
    });
    if (answer.status < 400) return { body: answer.body, refusal: null };
    const { code } = answer.body as ItemProblem;
    return { body: null, refusal: kindOf(code, answer.status) };
  }
  async function done(by: Who, method: string, path: string, body?: object): Promise<Outcome> {
    return (await ask(by, method, path, body)).refusal ?? 'ok';
  }
  /** An act on one pair of a batch. */
  async function doneInBatch(
    by: Who,
    path: string,
    body: object,
    projectId?: string,
  ): Promise<Outcome> {
    const reply = await ask(by, 'POST', path, body, projectId);
    if (reply.refusal !== null) return reply.refusal;
    const [result, ...others] = (reply.body as Results).results;
    assert.ok(result !== undefined && others.length === 0, 'not a batch of one');
    return result.problem === undefined ? 'ok' : kindOf(result.problem.code);
  }
  async function members(by: Who, imageId: string): Promise<Members['items'] | FaultKind> {
    const { body, refusal } = await ask(by, 'GET', `/images/${imageId}/members`);
    return refusal ?? (body as Members).items;
  }
  /** Bytes are no JSON: what goes up, and what comes down. */
  async function moveBytes(by: Who, imageId: string, request: RequestInit): Promise<Outcome> {
    const path = `${base}/projects/${projectOf(by)}/images/${imageId}/file`;
    const headers = { ...bearer(by), 'content-type': 'application/octet-stream' };
    const response = await fetch(`${url}${path}`, { ...request, headers });
    const text = await response.text();
    if (response.ok) return 'ok';
    const { code } = JSON.parse(text) as ItemProblem;
    return code === 'image.no-bytes' ? 'empty' : kindOf(code, response.status);
  }
  /** The answer that `undecide` takes back: the project's last one. One that nobody gave, when there is none to be seen. */
  async function lastAnswer(by: Who, imageId: string, projectId: string): Promise<string> {
    const { body } = await ask(by, 'GET', `/events?imageId=${imageId}`, undefined, projectId);
    const events = (body as EventPage | null)?.items ?? [];
    const isAnswer = new Set(['member.accept', 'member.reject']);
    return String(events.find(({ action }) => isAnswer.has(action))?.id ?? 0);
  }
  return {
    name: 'accord',
    create: null,
    show: async (by, id) => await done(by, 'GET', `/images/${id}`),
    download: async (by, id) => await moveBytes(by, id, { method: 'GET' }),
    list: async (by, id) => {
      for (const source of ['own', 'public', 'shared']) {
        const path = `/images?source=${source}&search=${id}`;
        const { body, refusal } = await ask(by, 'GET', path);
        if (refusal !== null) return refusal;
        if ((body as ImagePage).items.length > 0) return 'listed';
      }
      return 'absent';
    },
    listShared: async (by, id, status) => {
      const { body, refusal } = await ask(by, 'GET', `/offers?status=${status}&search=${id}`);
      if (refusal !== null) return refusal;
      return (body as OfferPage).items.length > 0 ? 'listed' : 'absent';
    },
    update: async (by, id, changes: ImageChanges) =>
      await done(by, 'PATCH', `/images/${id}`, changes),
    upload: async (by, id) =>
      await moveBytes(by, id, { method: 'PUT', body: 'the bytes of a scenario' }),
    delete: async (by, id) => await done(by, 'DELETE', `/images/${id}`),
    deactivate: async (by, id) => await done(by, 'POST', `/images/${id}/deactivation`),
    tag: async (by, id) => await done(by, 'PATCH', `/images/${id}`, { tags: ['golden'] }),
    copy: async (by, id) => await done(by, 'POST', `/images/${id}/copies`, { name: 'a copy' }),
    offer: async (by, id, projectId) =>
      await doneInBatch(by, '/shares', { imageIds: [id], projectIds: [projectId] }),
    // The project of the path is the one that answers.
    answer: async (by, id, projectId, status, vaultId) => {
      if (status !== 'pending') {
        const place = vaultId === undefined ? {} : { vaultId };
        const answers = { imageIds: [id], answer: status, ...place };
        return await doneInBatch(by, '/answers', answers, projectId);
      }
      const answerIds = [await lastAnswer(by, id, projectId)];
      return await doneInBatch(by, '/answers/undo', { answerIds }, projectId);
    },
    withdraw: async (by, id, projectId) =>
      await doneInBatch(by, '/withdrawals', { imageIds: [id], projectIds: [projectId] }),
    listMembers: async (by, id) => {
      const found = await members(by, id);
      return typeof found === 'string' ? found : found.map(({ project }) => project.id);
    },
    showMember: async (by, id, projectId) => {
      const found = await members(by, id);
      if (typeof found === 'string') return found;
      return found.find(({ project }) => project.id === projectId)?.status ?? 'notFound';
    },
  };
}

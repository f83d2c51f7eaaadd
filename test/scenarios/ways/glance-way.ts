// The Image API v2 over HTTP.
import assert from 'node:assert/strict';
import type { Context } from '../../../src/domain/context.ts';
import type { FaultKind } from '../../../src/domain/fault.ts';
import type { MemberStatus } from '../../../src/domain/images/image.ts';
import type { Who } from '../cast.ts';
import type { ImageChanges, Outcome, Way } from '../way.ts';
import { copied } from './domain-way.ts';

/** What Glance's statuses say; it has no word of its own for what is not ready. */
const meaning: Readonly<Record<number, FaultKind>> = {
  400: 'invalid',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'notFound',
  409: 'conflict',
  413: 'quota',
};

interface Request {
  readonly body?: object | string;
  readonly type?: string;
}

export function glanceWay(url: string, context: Context): Way {
  /** The answer to a request that may be refused in one of Glance's ways; a 500 is a defect. */
  async function ask(by: Who, method: string, path: string, request: Request = {}) {
    const { body, type = 'application/json' } = request;
    const response = await fetch(`${url}/v2/images${path}`, {
      method,
      headers: {
        'x-auth-token': by.token,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.ok) return { response, text, refusal: null };
    const refusal = meaning[response.status];
    assert.ok(refusal, `${method} ${path}: ${response.status} ${text}`);
    return { response, text, refusal };
  }
  async function done(by: Who, method: string, path: string, request?: Request): Promise<Outcome> {
    return (await ask(by, method, path, request)).refusal ?? 'ok';
  }
  async function isListed(by: Who, imageId: string, query: string): Promise<Outcome> {
    const { text, refusal } = await ask(by, 'GET', `?id=${imageId}${query}`);
    if (refusal !== null) return refusal;
    return (JSON.parse(text) as { images: object[] }).images.length === 1 ? 'listed' : 'absent';
  }
  async function patch(by: Who, imageId: string, changes: ImageChanges): Promise<Outcome> {
    const body = Object.entries(changes).map(([name, value]) => ({
      op: 'replace',
      path: `/${name}`,
      value,
    }));
    return await done(by, 'PATCH', `/${imageId}`, {
      body,
      type: 'application/openstack-images-v2.1-json-patch',
    });
  }
  return {
    name: 'glance',
    create: async (by, id) => await done(by, 'POST', '', { body: { id } }),
    show: async (by, id) => await done(by, 'GET', `/${id}`),
    download: async (by, id) => {
      const { response, refusal } = await ask(by, 'GET', `/${id}/file`);
      return refusal ?? (response.status === 204 ? 'empty' : 'ok');
    },
    list: async (by, id) => await isListed(by, id, ''),
    listShared: async (by, id, status) =>
      await isListed(by, id, `&visibility=shared&member_status=${status}`),
    update: patch,
    upload: async (by, id) =>
      await done(by, 'PUT', `/${id}/file`, {
        body: 'the bytes of a scenario',
        type: 'application/octet-stream',
      }),
    delete: async (by, id) => await done(by, 'DELETE', `/${id}`),
    deactivate: async (by, id) => await done(by, 'POST', `/${id}/actions/deactivate`),
    tag: async (by, id) => await done(by, 'PUT', `/${id}/tags/golden`),
    copy: async (by, id) => await copied(context, by.actor, id),
    offer: async (by, id, member) => await done(by, 'POST', `/${id}/members`, { body: { member } }),
    answer: async (by, id, projectId, status) =>
      await done(by, 'PUT', `/${id}/members/${projectId}`, { body: { status } }),
    withdraw: async (by, id, projectId) => await done(by, 'DELETE', `/${id}/members/${projectId}`),
    listMembers: async (by, id) => {
      const { text, refusal } = await ask(by, 'GET', `/${id}/members`);
      if (refusal !== null) return refusal;
      const { members } = JSON.parse(text) as { members: { member_id: string }[] };
      return members.map((member) => member.member_id);
    },
    showMember: async (by, id, projectId) => {
      const { text, refusal } = await ask(by, 'GET', `/${id}/members/${projectId}`);
      return refusal ?? (JSON.parse(text) as { status: MemberStatus }).status;
    },
  };
}

// Huawei Cloud's image service over HTTP. What it has of Glance's paths is asked in its dialect, which the name of the host stands for.
import assert from 'node:assert/strict';
import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { FaultKind } from '../../../src/domain/fault.ts';
import type { MemberStatus } from '../../../src/domain/images/image.ts';
import type { Cast, Who } from '../cast.ts';
import type { ImageChanges, Outcome, Way } from '../way.ts';

/** What its codes say. */
const meaning: Readonly<Record<string, FaultKind>> = {
  'IMG.0001': 'invalid',
  'IMG.0030': 'invalid',
  'IMG.0067': 'invalid',
  'IMG.0076': 'invalid',
  'IMG.0108': 'invalid',
  'IMG.0177': 'invalid',
  'IMG.0184': 'invalid',
  'IMG.0026': 'forbidden',
  'IMG.0028': 'forbidden',
  'IMG.0047': 'forbidden',
  'IMG.0089': 'forbidden',
  'IMG.0091': 'forbidden',
  'IMG.0092': 'forbidden',
  'IMG.0094': 'forbidden',
  'IMG.0098': 'forbidden',
  'IMG.0106': 'forbidden',
  'IMG.0128': 'forbidden',
  'IMG.0196': 'forbidden',
  'IMG.0027': 'notFound',
  'IMG.0114': 'notFound',
  'IMG.0112': 'conflict',
  'IMG.0105': 'conflict',
  'IMG.0046': 'notReady',
  'IMG.0188': 'conflict',
  'IMG.0193': 'invalid',
  'IMG.0182': 'quota',
  'IMG.0088': 'quota',
};

interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly refusal: FaultKind | null;
}

interface Request {
  readonly body?: object | string;
  readonly type?: string;
}

interface JobAnswer {
  readonly status: 'INIT' | 'RUNNING' | 'SUCCESS' | 'FAIL';
  readonly error_code: string | null;
}

const patience = 30_000;

export function imsWay(url: string, cast: Cast): Way {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });

  async function send(
    by: Who,
    method: string,
    path: string,
    { body, type = 'application/json' }: Request,
  ): Promise<{ status: number; text: string }> {
    const payload = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
    const headers = {
      host: 'ims.example.test',
      'x-auth-token': by.token,
      'content-type': type,
      ...(payload === undefined ? {} : { 'content-length': Buffer.byteLength(payload) }),
    };
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; text: string }>();
    const request = httpRequest({ hostname, port, method, path, headers, agent }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(payload);
    return await promise;
  }

  /** The answer to a request that may be refused with one of the codes above; any other is a defect. */
  async function ask(by: Who, method: string, path: string, request: Request = {}): Promise<Reply> {
    const { status, text } = await send(by, method, path, request);
    if (status < 300) return { status, body: readBody(text), refusal: null };
    const { error } = JSON.parse(text) as { error: { code: string } };
    return { status, body: null, refusal: kindOf(error.code, text) };
  }

  async function done(by: Who, method: string, path: string, request?: Request): Promise<Outcome> {
    return (await ask(by, method, path, request)).refusal ?? 'ok';
  }

  /** What comes of a job: it is waited for. */
  async function doneByJob(by: Who, method: string, path: string, body: object): Promise<Outcome> {
    const begun = await ask(by, method, path, { body });
    if (begun.refusal !== null) return begun.refusal;
    const { job_id: id } = begun.body as { job_id: string };
    const deadline = performance.now() + patience;
    for (;;) {
      const job = (await ask(by, 'GET', `/v1/cloudimages/job/${id}`)).body as JobAnswer;
      if (job.status === 'SUCCESS') return 'ok';
      if (job.status === 'FAIL') return kindOf(job.error_code ?? '', id);
      assert.ok(performance.now() < deadline, `job ${id} does not end`);
      await pause(3);
    }
  }

  async function isListed(by: Who, imageId: string, query: string): Promise<Outcome> {
    const { body, refusal } = await ask(by, 'GET', `/v2/cloudimages?id=${imageId}${query}`);
    if (refusal !== null) return refusal;
    return (body as { images: object[] }).images.length === 1 ? 'listed' : 'absent';
  }

  /** Paths that name a project name the caller's; somebody whose token is for none tries the owner's. */
  const membersOf = (by: Who, imageId: string): string =>
    `/v1/${by.projectId ?? cast.owner.projectId}/cloudimages/${imageId}/members`;
  const members = '/v1/cloudimages/members';

  return {
    name: 'ims',
    create: async (by, id) => await done(by, 'POST', '/v2/images', { body: { id, name: 'again' } }),
    show: async (by, id) => await done(by, 'GET', `/v2/images/${id}`),
    download: async (by, id) => {
      const { status, refusal } = await ask(by, 'GET', `/v2/images/${id}/file`);
      return refusal ?? (status === 204 ? 'empty' : 'ok');
    },
    // Shared images are asked for by that word.
    list: async (by, id) => {
      const own = await isListed(by, id, '');
      return own === 'absent' ? await isListed(by, id, '&__imagetype=shared') : own;
    },
    listShared: async (by, id, status) =>
      await isListed(by, id, `&__imagetype=shared&visibility=shared&member_status=${status}`),
    update: async (by, id, changes: ImageChanges) =>
      await done(by, 'PATCH', `/v2/images/${id}`, {
        body: Object.entries(changes).map(([name, value]) => ({
          op: 'replace',
          path: `/${name}`,
          value,
        })),
        type: 'application/openstack-images-v2.1-json-patch',
      }),
    upload: async (by, id) =>
      await done(by, 'PUT', `/v2/images/${id}/file`, {
        body: 'the bytes of a scenario',
        type: 'application/octet-stream',
      }),
    delete: async (by, id) => await done(by, 'DELETE', `/v2/images/${id}`),
    deactivate: async (by, id) => await done(by, 'POST', `/v2/images/${id}/actions/deactivate`),
    tag: async (by, id) =>
      await done(by, 'PUT', '/v1/cloudimages/tags', { body: { image_id: id, tag: 'golden.yes' } }),
    copy: async (by, id) =>
      await doneByJob(by, 'POST', `/v1/cloudimages/${id}/copy`, { name: 'a copy' }),
    offer: async (by, id, projectId) =>
      await doneByJob(by, 'POST', members, { images: [id], projects: [projectId] }),
    answer: async (by, id, projectId, status, vaultId) =>
      await doneByJob(by, 'PUT', members, {
        images: [id],
        project_id: projectId,
        status,
        ...(vaultId === undefined ? {} : { vault_id: vaultId }),
      }),
    withdraw: async (by, id, projectId) =>
      await doneByJob(by, 'DELETE', members, { images: [id], projects: [projectId] }),
    listMembers: async (by, id) => {
      const { body, refusal } = await ask(by, 'GET', membersOf(by, id));
      if (refusal !== null) return refusal;
      return (body as { members: { member_id: string }[] }).members.map(
        (member) => member.member_id,
      );
    },
    showMember: async (by, id, projectId) => {
      const { body, refusal } = await ask(by, 'GET', `${membersOf(by, id)}/${projectId}`);
      return refusal ?? (body as { status: MemberStatus }).status;
    },
  };
}

function readBody(text: string): unknown {
  return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
}

function kindOf(code: string, what: string): FaultKind {
  return meaning[code] ?? assert.fail(`${code}: ${what}`);
}

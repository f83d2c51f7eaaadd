// Our own API as somebody uses it in a project: requests below /api/v1/projects/{id}, and jobs waited for.
import assert from 'node:assert/strict';
import { readCloud } from './clouds.ts';
import { signIn, type HttpClient } from './http-client.ts';
import { waitUntil } from './wait-until.ts';

export interface ShownProblem {
  readonly code: string;
  readonly detail: string;
}

export interface ShownJob {
  readonly id: string;
  readonly type: string;
  readonly status: 'waiting' | 'running' | 'succeeded' | 'failed';
  readonly problem: ShownProblem | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export interface ProjectApi {
  readonly projectId: string;
  readonly client: HttpClient;
  /** Makes a request that must succeed; returns the answer's body. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Makes a request that must be refused; returns status and code. */
  refused(method: string, path: string, body?: unknown): Promise<readonly [number, string]>;
  /** Waits until a job has ended, well or not. */
  ended(jobId: string, seconds?: number): Promise<ShownJob>;
  /** Begins something that a job does, and waits until the job has ended well; returns what the request was answered. */
  finish<T extends { readonly jobId: string }>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<T>;
}

/** Signs somebody of clouds.yaml in, to the project that stands there or another. */
export async function projectApi(
  service: { readonly url: string; readonly clouds: string },
  name: string,
  projectName?: string,
): Promise<ProjectApi> {
  const cloud = await readCloud(service.clouds, name);
  return apiOf(
    await signIn(service.url, { ...cloud, projectName: projectName ?? cloud.projectName }),
  );
}

function apiOf(client: HttpClient): ProjectApi {
  const { projectId, token } = client;
  const headers = { authorization: `Bearer ${token}` };
  const request = async (method: string, path: string, body?: unknown) =>
    await client.request(method, `/api/v1/projects/${projectId}${path}`, { headers, body });
  const api: ProjectApi = {
    projectId,
    client,
    async ask<T>(method: string, path: string, body?: unknown): Promise<T> {
      const answer = await request(method, path, body);
      const said = `${method} ${path}: ${answer.status} ${answer.bytes.toString('utf8')}`;
      assert.ok(answer.status >= 200 && answer.status < 300, said);
      return answer.json as T;
    },
    async refused(method, path, body) {
      const { status, json } = await request(method, path, body);
      assert.ok(status >= 400, `${method} ${path} was answered ${status}`);
      return [status, String(json?.['code'])];
    },
    async ended(jobId, seconds = 120) {
      return await waitUntil(`job ${jobId} has ended`, seconds, async () => {
        const job = await api.ask<ShownJob>('GET', `/jobs/${jobId}`);
        return job.endedAt === null ? undefined : job;
      });
    },
    async finish<T extends { readonly jobId: string }>(
      method: string,
      path: string,
      body?: unknown,
    ) {
      const begun = await api.ask<T>(method, path, body);
      const job = await api.ended(begun.jobId);
      assert.equal(job.status, 'succeeded', `${method} ${path}: ${JSON.stringify(job)}`);
      return begun;
    },
  };
  return api;
}

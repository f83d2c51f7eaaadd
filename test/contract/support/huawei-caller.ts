// Somebody who calls services of Huawei Cloud through its SDK, call by call by its names there.
import assert from 'node:assert/strict';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { Endpoint } from '../../../scripts/docs/huawei/endpoint.ts';
import { readCloud } from './clouds.ts';
import { signIn } from './http-client.ts';
import {
  ask,
  basicCredentials,
  headerCredentials,
  huaweiClient,
  type Asked,
  type KeyPair,
} from './huawei-client.ts';
import { waitUntil } from './wait-until.ts';

export type Json = Readonly<Record<string, unknown>>;

export interface ShownJob {
  readonly status: string;
  readonly job_type: string;
  readonly error_code: string | null;
  readonly fail_reason: string | null;
  readonly entities: Json;
}

export interface Called {
  /** What stands in the path beside the caller's project. */
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: object;
  readonly data?: object;
  readonly type?: string;
}

export class Caller {
  readonly projectId: string;
  /** The names of what it has called. */
  readonly called: Set<string>;
  readonly #client: HcClient;
  readonly #endpoints: readonly Endpoint[];

  constructor(
    client: HcClient,
    projectId: string,
    endpoints: readonly Endpoint[],
    called: Set<string>,
  ) {
    this.#client = client;
    this.#endpoints = endpoints;
    this.projectId = projectId;
    this.called = called;
  }

  /** The answer, which must have the status of the documents. */
  async call<T = Json>(name: string, { params = {}, query, data, type }: Called = {}): Promise<T> {
    const endpoint = this.#endpoints.find((each) => each.name === name) ?? assert.fail(name);
    this.called.add(name);
    const values: Readonly<Record<string, string>> = { project_id: this.projectId, ...params };
    const url = endpoint.path.replaceAll(
      /\{(\w+)\}/g,
      (_all, parameter: string) => values[parameter] ?? assert.fail(`${name}: ${parameter}`),
    );
    const asked: Asked = {
      method: endpoint.method,
      url,
      ...(query === undefined ? {} : { queryParams: query }),
      ...(data === undefined ? {} : { data }),
      ...(type === undefined ? {} : { contentType: type }),
    };
    const answer = await ask<T & { httpStatusCode: number }>(this.#client, asked);
    assert.equal(answer.httpStatusCode, endpoint.status, name);
    return answer;
  }

  /** Begins a job and waits for its good end; the answer to its beginning, and the job. */
  async carryOut(name: string, called: Called): Promise<{ begun: Json; job: ShownJob }> {
    const begun = await this.call(name, called);
    const params = { job_id: String(begun['job_id']) };
    const job = await waitUntil(`${name} has ended`, 120, async () => {
      const shown = await this.call<ShownJob>('ShowJob', { params });
      assert.notEqual(shown.status, 'FAIL', `${name}: ${shown.error_code} ${shown.fail_reason}`);
      return shown.status === 'SUCCESS' ? shown : undefined;
    });
    return { begun, job };
  }
}

/** A client of somebody of the first start, who signs, or sends a token to a service at `host`; and its project. */
export async function clientOf(
  service: { readonly url: string; readonly clouds: string },
  name: string,
  by: { readonly token: { readonly host: string } } | 'key',
): Promise<{ client: HcClient; projectId: string }> {
  const person = await signIn(service.url, await readCloud(service.clouds, name));
  const { projectId, userId } = person;
  if (by !== 'key') {
    const headers = { 'X-Auth-Token': person.token, host: by.token.host };
    return { client: huaweiClient(service.url, headerCredentials(headers)), projectId };
  }
  const { status, json } = await person.request('POST', '/v3.0/OS-CREDENTIAL/credentials', {
    body: { credential: { user_id: userId } },
  });
  assert.equal(status, 201);
  const credential = basicCredentials(service.url, json?.['credential'] as KeyPair);
  return { client: huaweiClient(service.url, credential.withProjectId(projectId)), projectId };
}

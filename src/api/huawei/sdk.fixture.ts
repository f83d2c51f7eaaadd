// Huawei Cloud's own SDK as a client: what it signs and what it sends are its own doing.
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';

export interface SdkRequest {
  readonly method: string;
  readonly url: string;
  readonly queryParams?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly data?: object;
  /** Default JSON. */
  readonly contentType?: string;
}

export interface KeyPair {
  readonly id: string;
  readonly secret: string;
}

export function sdkClient(url: string, key: KeyPair, projectId?: string): HcClient {
  const credential = new BasicCredentials().withAk(key.id).withSk(key.secret);
  if (projectId !== undefined) credential.withProjectId(projectId);
  return new ClientBuilder<HcClient>((client) => client)
    .withEndpoint(url)
    .withCredential(credential)
    .build();
}

/** One request through the SDK. */
export async function sdkSend(client: HcClient, request: SdkRequest): Promise<unknown> {
  return await client.sendRequest({
    contentType: 'application/json',
    queryParams: {},
    pathParams: {},
    headers: { 'content-type': 'application/json' },
    ...request,
  });
}

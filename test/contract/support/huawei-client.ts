// Huawei Cloud's own SDK, unmodified, as a client of the service.
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { ClientBuilder } from '@huaweicloud/huaweicloud-sdk-core/ClientBuilder.js';
import type { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import type { ICredential } from '@huaweicloud/huaweicloud-sdk-core/auth/ICredential.js';
import type { IHttpRequest } from '@huaweicloud/huaweicloud-sdk-core/http/IHttpRequest.js';
import { Region } from '@huaweicloud/huaweicloud-sdk-core/region/region.js';

/** An access key, as IAM shows a new one. */
export interface KeyPair {
  readonly access: string;
  readonly secret: string;
}

export interface Asked {
  readonly method?: string;
  readonly url: string;
  readonly queryParams?: object;
  readonly data?: object;
  /** Default: JSON. */
  readonly contentType?: string;
}

export function basicCredentials(url: string, { access, secret }: KeyPair): BasicCredentials {
  return new BasicCredentials().withAk(access).withSk(secret).withIamEndpoint(url);
}

/** For the SDK: sends these headers, a token among them, where its own credentials sign. */
export function headerCredentials(headers: Readonly<Record<string, string>>): ICredential {
  const credential = {
    processAuthRequest: (_client: HcClient, request: IHttpRequest): IHttpRequest => ({
      ...request,
      headers: { ...request.headers, ...headers },
    }),
    processAuthParams: async () => credential,
  };
  return credential as unknown as ICredential;
}

/** With a region it looks for the project there before its first request. */
export function huaweiClient(url: string, credential: ICredential, region?: string): HcClient {
  const builder = new ClientBuilder<HcClient>((client) => client).withCredential(credential);
  return region === undefined
    ? builder.withEndpoint(url).build()
    : builder.withRegion(new Region(region, url)).build();
}

/** One request; throws the SDK's exception when it is refused. */
export async function ask<T>(client: HcClient, asked: Asked): Promise<T> {
  const { contentType = 'application/json', ...rest } = asked;
  return (await client.sendRequest({
    method: 'GET',
    contentType,
    queryParams: {},
    pathParams: {},
    headers: { 'content-type': contentType },
    ...rest,
  })) as T;
}

// For tests: people who speak to the image service of Huawei Cloud, signed or with a token, and images of theirs.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Person, PersonOptions } from '../../../../test/support/person.ts';
import { testService, type TestService } from '../../../../test/support/test-service.ts';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { createImage, type NewImage } from '../../../domain/images/create-image.ts';
import { uploadBytes } from '../../../domain/images/upload-bytes.ts';
import type { Settings } from '../../../domain/settings.ts';
import { answerShares } from '../../../domain/sharing/answer-shares.ts';
import { ownOffer, soleMember } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { sdkClient, sdkSend } from '../sdk.fixture.ts';

export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface Client extends Person {
  /** One request with a token. */
  ask(method: string, path: string, body?: unknown, host?: string): Promise<Answer>;
  /** One request through the SDK, which signs it: the answer's body. Fails as the SDK does. */
  sdk(
    method: string,
    url: string,
    data?: object,
    headers?: Record<string, string>,
  ): Promise<unknown>;
  /** An active image of three bytes. */
  image(input?: NewImage): Promise<string>;
}

export interface ImsWorld {
  readonly service: TestService;
  client(options?: PersonOptions): Promise<Client>;
  share(imageId: string, from: Client, to: Client, answer?: 'accepted' | 'rejected'): Promise<void>;
}

export async function imsWorld(
  t: TestContext,
  settings: Partial<Settings> = {},
): Promise<ImsWorld> {
  const service = await testService(t, settings);
  const { context } = service;
  return {
    service,
    async client(options) {
      const person = await service.person(options);
      const { actor } = person;
      const made = await createAccessKey(context, actor, { userId: actor.userId });
      const key = { id: made.accessKey.id, secret: made.secret };
      const client = sdkClient(service.url, key, person.project.id);
      return {
        ...person,
        async ask(method, path, body) {
          const response = await person.request(
            method,
            path,
            body === undefined ? {} : { body: body as object },
          );
          const text = await response.text();
          const parsed = text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
          return { status: response.status, body: parsed };
        },
        async sdk(method, url, data, headers = {}) {
          const [path = '', query] = url.split('?');
          const queryParams = Object.fromEntries(new URLSearchParams(query));
          return await sdkSend(client, {
            method,
            url: path,
            queryParams,
            headers: { 'content-type': 'application/json', ...headers },
            ...(data === undefined ? {} : { data }),
          });
        },
        async image(input = {}) {
          const formats = { containerFormat: 'bare', diskFormat: 'raw' } as const;
          const image = await createImage(context, actor, { ...formats, name: 'image', ...input });
          await uploadBytes(context, actor, image.id, [new Uint8Array(3)].values() as never, 3);
          return image.id;
        },
      };
    },
    async share(imageId, from, to, status) {
      const offer = { imageIds: [imageId], projectIds: [to.project.id], options: ownOffer };
      soleMember(await shareImages(context, from.actor, offer));
      if (status === undefined) return;
      const answer = { imageIds: [imageId], projectId: to.project.id, status };
      const [outcome] = await answerShares(context, to.actor, answer);
      assert.ok(outcome !== undefined && 'member' in outcome);
    },
  };
}

// For tests: people who speak to the image service of Huawei Cloud, signed or with a token, and images of theirs.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Person, PersonOptions } from '../../../../test/support/person.ts';
import { testService, type TestService } from '../../../../test/support/test-service.ts';
import type { Settings } from '../../../domain/settings.ts';
import type { Engine } from '../../../drivers/engine/engine.ts';
import { createAccessKey } from '../../../domain/identity/access-keys/create-access-key.ts';
import { createImage, type NewImage } from '../../../domain/images/create-image.ts';
import { uploadBytes } from '../../../domain/images/upload-bytes.ts';
import { answerShares } from '../../../domain/sharing/answer-shares.ts';
import { ownOffer, soleMember } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { sdkClient, sdkSend, type SdkRequest } from '../sdk.fixture.ts';

export type Json = Record<string, unknown>;

export interface Client extends Person {
  /** One request with a token. */
  readonly ask: (
    method: string,
    path: string,
    body?: object,
  ) => Promise<{ status: number; body: Json }>;
  /** One request through the SDK, which signs it: the answer, with its status. */
  sdk(method: string, path: string, data?: object, other?: Partial<SdkRequest>): Promise<Json>;
  /** An active image of three bytes. */
  image(input?: NewImage): Promise<string>;
  /** The ids that a list answers with, sorted. */
  list(query: string): Promise<string[]>;
}

export interface ImsWorld {
  readonly service: TestService;
  readonly client: (options?: PersonOptions) => Promise<Client>;
  /** Offers an image, and answers the offer. */
  readonly share: (
    imageId: string,
    from: Client,
    to: Client,
    answer?: 'accepted' | 'rejected',
  ) => Promise<void>;
}

/** Without `engine` there are no servers and disks. */
export async function imsWorld(
  t: TestContext,
  engine: Engine | null = null,
  settings: Partial<Settings> = {},
): Promise<ImsWorld> {
  const service = await testService(t, settings, ['default'], [], async () => engine);
  const { context } = service;
  return {
    service,
    client: async (options) => await makeClient(service, options),
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

async function makeClient(service: TestService, options?: PersonOptions): Promise<Client> {
  const { context, url } = service;
  const person = await service.person(options);
  const { actor } = person;
  const made = await createAccessKey(context, actor, { userId: actor.userId });
  const key = { id: made.accessKey.id, secret: made.secret };
  const sdk = sdkClient(url, key, person.project.id);
  const ask: Client['ask'] = async (method, path, body) => {
    const response = await person.request(method, path, body === undefined ? {} : { body });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  return {
    ...person,
    ask,
    async sdk(method, path, data, other = {}) {
      const request = { method, url: path, ...(data === undefined ? {} : { data }), ...other };
      return (await sdkSend(sdk, request)) as Json;
    },
    async image(input = {}) {
      const image = await createImage(context, actor, {
        name: 'image',
        visibility: 'private',
        containerFormat: 'bare',
        diskFormat: 'raw',
        ...input,
      });
      await uploadBytes(context, actor, image.id, threeBytes());
      return image.id;
    },
    async list(query) {
      const { status, body } = await ask('GET', `/v2/cloudimages?${query}`);
      assert.equal(status, 200, JSON.stringify(body));
      return (body['images'] as { id: string }[]).map(({ id }) => id).toSorted();
    },
  };
}

async function* threeBytes(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(3);
}

/** The code of an error of the service. */
export function codeOf(body: Json): string | undefined {
  return (body['error'] as { code?: string } | undefined)?.code;
}

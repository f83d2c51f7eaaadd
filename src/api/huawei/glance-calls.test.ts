// The calls that the image service of Huawei Cloud has from Glance, as its SDK makes them: signed, with its headers, and by its names.
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { testService } from '../../../test/support/test-service.ts';
import { createAccessKey } from '../../domain/identity/access-keys/create-access-key.ts';
import { sdkClient, sdkSend } from './sdk.fixture.ts';

type Json = Readonly<Record<string, unknown>>;

/** Two people with a client of the SDK each; `ask` answers the body, with the status beside it. */
async function setUp(t: TestContext) {
  const service = await testService(t);
  const someone = async () => {
    const { actor, project, token } = await service.person();
    const made = await createAccessKey(service.context, actor, { userId: actor.userId });
    const key = { id: made.accessKey.id, secret: made.secret };
    const client = sdkClient(service.url, key, project.id);
    const ask = async (
      method: string,
      url: string,
      data?: object,
      contentType = 'application/json',
    ): Promise<{ status: unknown; body: Json }> => {
      const body = (await sdkSend(client, {
        method,
        url,
        ...(data === undefined ? {} : { data }),
        contentType,
      })) as Json;
      return { status: body['httpStatusCode'], body };
    };
    return { project, token, ask };
  };
  const owner = await someone();
  const recipient = await someone();
  /** GlanceCreateImageMetadata, and then its bytes: by a token, for the SDK has no call for them. */
  const makeImage = async (): Promise<string> => {
    const attributes = { name: 'native', disk_format: 'raw', container_format: 'bare' };
    const made = await owner.ask('POST', '/v2/images', attributes);
    assert.equal(made.status, 201);
    const id = String(made.body['id']);
    const upload = await fetch(`${service.url}/v2/images/${id}/file`, {
      method: 'PUT',
      headers: { 'x-auth-token': owner.token, 'content-type': 'application/octet-stream' },
      body: 'bytes',
    });
    assert.equal(upload.status, 204);
    return id;
  };
  return { owner, recipient, makeImage };
}

describe('the SDK', () => {
  test('makes, shows, lists, changes and deletes an image', async (t) => {
    const { owner, makeImage } = await setUp(t);
    const id = await makeImage();
    const one = `/v2/images/${id}`;
    // GlanceShowImage, GlanceListImages
    assert.equal((await owner.ask('GET', one)).body['name'], 'native');
    const { images } = (await owner.ask('GET', '/v2/images')).body as { images: { id: string }[] };
    assert.deepEqual(
      images.map((image) => image.id),
      [id],
    );
    // GlanceUpdateImage: of a body that is not plain JSON the SDK signs nothing.
    const change = [{ op: 'replace', path: '/name', value: '改名' }];
    const type = 'application/openstack-images-v2.1-json-patch';
    const changed = await owner.ask('PATCH', one, change, type);
    assert.deepEqual([changed.status, changed.body['name']], [200, '改名']);
    // GlanceDeleteImage
    assert.equal((await owner.ask('DELETE', one)).status, 204);
    await assert.rejects(owner.ask('GET', one));
  });

  test('shares an image, and the other accepts it', async (t) => {
    const { owner, recipient, makeImage } = await setUp(t);
    const members = `/v2/images/${await makeImage()}/members`;
    const member = `${members}/${recipient.project.id}`;
    // GlanceAddImageMember, GlanceUpdateImageMember
    const added = await owner.ask('POST', members, { member: recipient.project.id });
    assert.deepEqual([added.status, added.body['status']], [200, 'pending']);
    const accepted = await recipient.ask('PUT', member, { status: 'accepted' });
    assert.deepEqual([accepted.status, accepted.body['status']], [200, 'accepted']);
    // GlanceShowImageMember, GlanceListImageMembers
    assert.equal((await owner.ask('GET', member)).body['status'], 'accepted');
    const { body } = await owner.ask('GET', members);
    assert.equal((body['members'] as readonly Json[])[0]?.['member_id'], recipient.project.id);
    // GlanceDeleteImageMember
    assert.equal((await owner.ask('DELETE', member)).status, 204);
    await assert.rejects(owner.ask('GET', member));
  });

  test('tags an image', async (t) => {
    const { owner, makeImage } = await setUp(t);
    const id = await makeImage();
    const tags = async (): Promise<unknown> =>
      (await owner.ask('GET', `/v2/images/${id}`)).body['tags'];
    const tag = `/v2/images/${id}/tags/${encodeURIComponent('生产 1')}`;
    // GlanceCreateTag, GlanceDeleteTag
    assert.equal((await owner.ask('PUT', tag)).status, 204);
    assert.deepEqual(await tags(), ['生产 1']);
    assert.equal((await owner.ask('DELETE', tag)).status, 204);
    assert.deepEqual(await tags(), []);
  });

  // GlanceShowImageSchemas, GlanceListImageSchemas, GlanceShowImageMemberSchemas, GlanceListImageMemberSchemas
  for (const name of ['image', 'images', 'member', 'members']) {
    test(`reads the schema of ${name}`, async (t) => {
      const { owner } = await setUp(t);
      const { status, body } = await owner.ask('GET', `/v2/schemas/${name}`);
      assert.deepEqual([status, body['name']], [200, name]);
    });
  }
});

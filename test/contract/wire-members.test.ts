// Members on the wire: who may offer, see, answer and withdraw, and what is answered. Titles say where we differ from Glance on purpose.
import { createHash } from 'node:crypto';
import { describe } from 'node:test';
import { imageBytes as bytes, useWorld, type Row } from './support/wire-world.ts';

const world = useWorld();
const md5 = createHash('md5').update(bytes).digest('hex');
const patch = { 'content-type': 'application/openstack-images-v2.1-json-patch' };

describe('Members', () => {
  const member = (
    title: string,
    who: Row['who'],
    call: Row['call'],
    status: number,
    more: Partial<Row> = {},
  ): Row => ({ title, who, call, status, ...more });
  const all = '/v2/images/{shared}/members';
  const mine = `${all}/{recipientProject}`;
  const file = '/v2/images/{shared}/file';
  const offer = { member: '{recipientProject}' };
  const status = (value: unknown): object => ({ status: value });
  world.rows([
    member('are made pending, with 200', 'owner', ['POST', all, offer], 200, {
      json: {
        member_id: '{recipientProject}',
        image_id: '{shared}',
        status: 'pending',
        schema: '/v2/schemas/member',
      },
    }),
    member('are made once', 'owner', ['POST', all, offer], 409, {
      says: 'Member {recipientProject} is duplicated for image {shared}',
    }),
    ...['private', 'public', 'community'].map((image) =>
      member(
        `are not made on a ${image} image`,
        image === 'public' ? 'admin' : 'owner',
        ['POST', `/v2/images/{${image}}/members`, offer],
        403,
        { says: `Not allowed to create members for image {${image}}` },
      ),
    ),
    member(
      'are not listed of an image that is not shared',
      'owner',
      ['GET', '/v2/images/{private}/members'],
      403,
      {
        says: 'Only shared images have members.',
      },
    ),
    member('need an id that is not empty', 'owner', ['POST', all, { member: '' }], 400, {
      says: 'Member can&#x27;t be empty',
    }),
    member('need an id', 'owner', ['POST', all, {}], 400, {
      says: 'Member to be added not specified',
    }),
    member('need JSON', 'owner', ['POST', all, '{'], 400, {
      says: 'Malformed JSON in request body.',
    }),
    member(
      'of 256 characters are refused with 400 (on purpose: Glance answers 500)',
      'owner',
      ['POST', all, { member: 'x'.repeat(256) }],
      400,
    ),
    member(
      'that do not exist are refused (on purpose: Glance takes any text)',
      'owner',
      ['POST', all, { member: 'f'.repeat(32) }],
      400,
      { says: 'There is no project' },
    ),
    member(
      'are never the owner (on purpose: Glance takes it)',
      'owner',
      ['POST', all, { member: '{ownerProject}' }],
      400,
      { says: 'cannot be offered to itself' },
    ),
    member(
      'are not made by a member',
      'recipient',
      ['POST', all, { member: '{strangerProject}' }],
      403,
    ),
    member(
      'are not made by a stranger, to whom the image does not exist',
      'stranger',
      ['POST', all, offer],
      404,
    ),
    member(
      'cannot be made on an image that does not exist',
      'owner',
      ['POST', '/v2/images/{missing}/members', offer],
      404,
    ),
    member(
      'read the image while pending, as deactivated (on purpose: strict consent)',
      'recipient',
      ['GET', '/v2/images/{shared}'],
      200,
      { json: { status: 'deactivated' } },
    ),
    member(
      'do not read its bytes while pending (on purpose: strict consent)',
      'recipient',
      ['GET', file],
      403,
    ),
    member('see only themselves', 'recipient', ['GET', all], 200, {
      says: /^\{"members":\[\{[^{}]*\}\],/,
    }),
    member('see nobody else', 'recipient', ['GET', `${all}/{strangerProject}`], 404, {
      says: '{strangerProject} not found in the member list of the image {shared}.',
    }),
    member('are hidden from strangers', 'stranger', ['GET', all], 404),
    member('are not answered for by the owner', 'owner', ['PUT', mine, status('accepted')], 403, {
      says: 'Not allowed to update members for image {shared}.',
    }),
    member('are not answered for by strangers', 'stranger', ['PUT', mine, status('accepted')], 404),
    member('answer with a known word', 'recipient', ['PUT', mine, status('maybe')], 400, {
      says: /Status must be &quot;pending&quot;, &quot;accepted&quot; or &quot;rejected&quot;/,
    }),
    member('answer with a word', 'recipient', ['PUT', mine, status(1)], 400),
    member('answer with something', 'recipient', ['PUT', mine, {}], 400, {
      says: 'Status not specified',
    }),
    member('accept', 'recipient', ['PUT', mine, status('accepted')], 200, {
      json: { status: 'accepted' },
    }),
    member('accept again', 'recipient', ['PUT', mine, status('accepted')], 200),
    member('then read the image as it is', 'recipient', ['GET', '/v2/images/{shared}'], 200, {
      json: { status: 'active' },
    }),
    member('then read its bytes', 'recipient', ['GET', file], 200, {
      answerHeaders: { 'content-md5': md5 },
    }),
    member('do not change the image', 'recipient', ['PATCH', '/v2/images/{shared}', []], 403, {
      headers: patch,
    }),
    member('do not delete the image', 'recipient', ['DELETE', '/v2/images/{shared}'], 403),
    member('do not tag the image', 'recipient', ['PUT', '/v2/images/{shared}/tags/x'], 403),
    member(
      'do not deactivate the image',
      'recipient',
      ['POST', '/v2/images/{shared}/actions/deactivate'],
      403,
    ),
    member('do not upload bytes', 'recipient', ['PUT', file, bytes], 403),
    member('do not remove themselves', 'recipient', ['DELETE', mine], 403),
    member('reject after all', 'recipient', ['PUT', mine, status('rejected')], 200, {
      json: { status: 'rejected' },
    }),
    member(
      'do not read bytes once rejected (on purpose: strict consent)',
      'recipient',
      ['GET', file],
      403,
    ),
    member('are undecided again', 'recipient', ['PUT', mine, status('pending')], 200),
    member('are answered for by an administrator', 'admin', ['PUT', mine, status('accepted')], 200),
    member('are removed by the owner', 'owner', ['DELETE', mine], 204),
    member('are removed once', 'owner', ['DELETE', mine], 404),
    member(
      'that are removed do not see the image',
      'recipient',
      ['GET', '/v2/images/{shared}'],
      404,
    ),
    member('start at pending when made again', 'owner', ['POST', all, offer], 200, {
      json: { status: 'pending' },
    }),
    member('accept once more', 'recipient', ['PUT', mine, status('accepted')], 200),
    member(
      'lose an image that becomes private',
      'owner',
      ['PATCH', '/v2/images/{shared}', [{ op: 'replace', path: '/visibility', value: 'private' }]],
      200,
      { headers: patch },
    ),
    member('do not see it then', 'recipient', ['GET', '/v2/images/{shared}'], 404),
    member(
      'are there again when it is shared again',
      'owner',
      ['PATCH', '/v2/images/{shared}', [{ op: 'replace', path: '/visibility', value: 'shared' }]],
      200,
      { headers: patch },
    ),
    member(
      'are then asked again (on purpose: Glance keeps the answer)',
      'recipient',
      ['GET', mine],
      200,
      { json: { status: 'pending' } },
    ),
  ]);
});

// Who may offer, answer and withdraw, and what each sees meanwhile.
import { asks, given, type Case, type Topic, type Who } from '../case.ts';
import { active, answered, imageBytes, offered, queued, rawFormats } from './images.ts';

const image = '/v2/images/{offer}';
const members = `${image}/members`;
const mine = `${members}/{memberProject}`;

function invite(name: string, body: unknown, who: Who = 'owner', to = 'offer'): Case {
  return asks(name, who, `POST /v2/images/{${to}}/members`, { body });
}

function answer(name: string, body: unknown, who: Who = 'member'): Case {
  return asks(name, who, `PUT ${mine}`, { body });
}

/** What a member, by the state of its answer, sees of the image and of lists. */
function views(state: string): Case[] {
  return [
    asks(`the image of a member, ${state}`, 'member', `GET ${image}`),
    asks(`the bytes of a member, ${state}`, 'member', `GET ${image}/file`),
    asks(`the members that a member sees, ${state}`, 'member', `GET ${members}`),
    asks(`the entry of a member, ${state}`, 'member', `GET ${mine}`),
    asks(`the list of a member, ${state}`, 'member', 'GET /v2/images?tag=offered'),
    asks(
      `the shared images of a member, ${state}`,
      'member',
      'GET /v2/images?tag=offered&visibility=shared',
    ),
  ];
}

const wanted = { member: '{memberProject}' };

export const membership: Topic = {
  topic: 'members',
  steps: [
    ...active('offer', 'owner', { tags: ['offered'] }),
    queued('odd'),
    ...(['private', 'community'] as const).flatMap((visibility) => [
      ...active(visibility, 'owner', { visibility }),
      invite(`a member of a ${visibility} image`, wanted, 'owner', visibility),
    ]),
    ...active('published', 'admin', { visibility: 'public' }),
    invite('a member of a public image', wanted, 'admin', 'published'),
    asks('members of a private image', 'owner', 'GET /v2/images/{private}/members'),
    asks('members of a community image', 'stranger', 'GET /v2/images/{community}/members'),
    asks('members when there are none', 'owner', `GET ${members}`),
    invite('an empty member', { member: '' }),
    invite('no member', {}),
    invite('a member in broken JSON', '{'),
    invite('a member that is a number', { member: 7 }, 'owner', 'odd'),
    invite('a member in a list', ['{memberProject}']),
    invite('a member of 256 characters', { member: 'x'.repeat(256) }),
    invite('a project that does not exist', { member: 'f'.repeat(32) }, 'owner', 'odd'),
    invite('the owner itself', { member: '{ownerProject}' }, 'owner', 'odd'),
    invite('a member of a missing image', wanted, 'owner', 'missing'),
    invite('a member by a stranger', wanted, 'stranger'),
    asks("a stranger's image", 'stranger', `GET ${image}`),
    asks("a stranger's bytes", 'stranger', `GET ${image}/file`),
    asks("a stranger's members", 'stranger', `GET ${members}`),
    asks("a stranger's entry", 'stranger', `GET ${members}/{strangerProject}`),
    answer('an answer before the offer', { status: 'accepted' }),
    invite('a member', wanted),
    invite('a member again', wanted),
    invite('a member by a pending member', { member: '{strangerProject}' }, 'member'),
    asks('members as the owner', 'owner', `GET ${members}`),
    asks("a member's entry as the owner", 'owner', `GET ${mine}`),
    asks('an entry that is not there', 'owner', `GET ${members}/{strangerProject}`),
    ...views('pending'),
    ...(['pending', 'accepted', 'rejected', 'all'] as const).map((status) =>
      asks(
        `shares that are ${status}`,
        'member',
        `GET /v2/images?tag=offered&visibility=shared&member_status=${status}`,
      ),
    ),
    asks(
      'pending shares beside the rest',
      'member',
      'GET /v2/images?tag=offered&member_status=pending',
    ),
    answer('an answer by the owner', { status: 'accepted' }, 'owner'),
    answer('an answer by a stranger', { status: 'accepted' }, 'stranger'),
    answer('an unknown answer', { status: 'maybe' }),
    answer('an answer that is a number', { status: 1 }),
    answer('no answer', {}),
    answer('an answer in broken JSON', '{'),
    answer('accepted', { status: 'accepted' }),
    answer('accepted again', { status: 'accepted' }),
    ...views('accepted'),
    invite('a member by an accepted member', { member: '{strangerProject}' }, 'member'),
    asks('a change by a member', 'member', `PATCH ${image}`, {
      headers: { 'content-type': 'application/openstack-images-v2.1-json-patch' },
      body: [{ op: 'add', path: '/x', value: 'y' }],
    }),
    asks('a deletion by a member', 'member', `DELETE ${image}`),
    asks('a deactivation by a member', 'member', `POST ${image}/actions/deactivate`),
    asks('a tag by a member', 'member', `PUT ${image}/tags/x`),
    asks('bytes by a member', 'member', `PUT ${image}/file`, { body: imageBytes }),
    answer('rejected', { status: 'rejected' }),
    ...views('rejected'),
    answer('pending again', { status: 'pending' }),
    answer('an answer by an administrator', { status: 'accepted' }, 'admin'),
    asks('a withdrawal by a stranger', 'stranger', `DELETE ${mine}`),
    asks('a withdrawal by the member', 'member', `DELETE ${mine}`),
    asks('a withdrawal', 'owner', `DELETE ${mine}`),
    asks('a withdrawal again', 'owner', `DELETE ${mine}`),
    asks('an image that was withdrawn', 'member', `GET ${image}`),
    invite('a member after a withdrawal', wanted),
    // Answers to what is not there yet.
    queued('promise', 'owner', rawFormats),
    offered('promise'),
    answered('promise', 'accepted'),
    asks('a promise that is accepted', 'member', 'GET /v2/images/{promise}'),
    given('the promise is kept', 'owner', 'PUT /v2/images/{promise}/file', 204, {
      body: imageBytes,
    }),
    asks('an answer to a promise once it is kept', 'owner', 'GET /v2/images/{promise}/members'),
    asks('bytes of a promise', 'member', 'GET /v2/images/{promise}/file'),
  ],
};

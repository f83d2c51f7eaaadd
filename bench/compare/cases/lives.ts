// What becomes of images: other visibilities, deactivation, protection, tags, deletion.
import { asks, given, type Case, type Topic, type Who } from '../case.ts';
import { active, answered, imageBytes, madeVisible, offered, queued } from './images.ts';

function act(name: string, who: Who, action: string, image: string): Case {
  return asks(name, who, `POST /v2/images/{${image}}/actions/${action}`);
}

const once = '/v2/images/{once}';

export const visibilities: Topic = {
  topic: 'visibility',
  steps: [
    ...active('moved', 'owner', { tags: ['moved'] }),
    offered('moved'),
    answered('moved', 'accepted'),
    madeVisible('moved', 'private'),
    asks("a member's image made private", 'member', 'GET /v2/images/{moved}'),
    asks("a member's list without an image made private", 'member', 'GET /v2/images?tag=moved'),
    asks('members of an image made private', 'owner', 'GET /v2/images/{moved}/members'),
    madeVisible('moved', 'shared'),
    asks('members of an image shared anew', 'owner', 'GET /v2/images/{moved}/members'),
    asks('bytes of an image shared anew', 'member', 'GET /v2/images/{moved}/file'),
    madeVisible('moved', 'community'),
    asks('a community image by its id', 'stranger', 'GET /v2/images/{moved}'),
    asks('a community image in no list', 'stranger', 'GET /v2/images?tag=moved'),
  ],
};

export const states: Topic = {
  topic: 'states',
  steps: [
    ...active('once', 'owner', { tags: ['once'] }),
    offered('once'),
    answered('once', 'accepted'),
    queued('unready'),
    act('a queued image deactivated', 'admin', 'deactivate', 'unready'),
    act('an image deactivated by a stranger', 'stranger', 'deactivate', 'once'),
    act('an image deactivated', 'admin', 'deactivate', 'once'),
    act('an image deactivated again', 'admin', 'deactivate', 'once'),
    asks('a deactivated image', 'owner', `GET ${once}`),
    asks('a deactivated image as an administrator', 'admin', `GET ${once}`),
    asks('bytes of a deactivated image', 'owner', `GET ${once}/file`),
    asks('bytes of a deactivated image as a member', 'member', `GET ${once}/file`),
    asks('bytes of a deactivated image as an administrator', 'admin', `GET ${once}/file`),
    asks('bytes for a deactivated image', 'owner', `PUT ${once}/file`, { body: imageBytes }),
    act('an image reactivated', 'admin', 'reactivate', 'once'),
    act('an image reactivated again', 'admin', 'reactivate', 'once'),
    act('an unknown action', 'owner', 'hibernate', 'once'),
    act('a missing image deactivated', 'admin', 'deactivate', 'missing'),
    queued('fixed', 'owner', { protected: true }),
    asks('a protected image deleted', 'owner', 'DELETE /v2/images/{fixed}'),
    asks('an image deleted by a stranger', 'stranger', `DELETE ${once}`),
    asks('an image deleted', 'owner', `DELETE ${once}`),
    asks('an image deleted again', 'owner', `DELETE ${once}`),
    asks('a deleted image', 'owner', `GET ${once}`),
    asks('a deleted image as an administrator', 'admin', `GET ${once}`),
    asks("a deleted image in a member's list", 'member', 'GET /v2/images?tag=once'),
    asks('the id of a deleted image', 'owner', 'POST /v2/images', { body: { id: '{once}' } }),
    asks('a missing image deleted', 'owner', 'DELETE /v2/images/{missing}'),
    asks('an id that is none', 'owner', 'GET /v2/images/nothing'),
  ],
};

function tag(name: string, method: string, text: string, who: Who = 'owner'): Case {
  return asks(name, who, `${method} /v2/images/{tagged}/tags/${text}`);
}

export const tags: Topic = {
  topic: 'tags',
  steps: [
    queued('tagged'),
    tag('a tag', 'PUT', 'stable'),
    tag('a tag again', 'PUT', 'stable'),
    tag('a tag with a blank', 'PUT', 'two%20words'),
    tag('a long tag', 'PUT', 'x'.repeat(256)),
    tag("a stranger's tag", 'PUT', 'x', 'stranger'),
    asks('an image with tags', 'owner', 'GET /v2/images/{tagged}'),
    tag('a tag deleted', 'DELETE', 'stable'),
    tag('a tag deleted again', 'DELETE', 'stable'),
    given('it goes', 'owner', 'DELETE /v2/images/{tagged}', 204),
    tag('a tag of a deleted image', 'PUT', 'x'),
  ],
};

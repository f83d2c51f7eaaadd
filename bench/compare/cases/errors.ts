import { asks, type Case, type Topic, type Who } from '../case.ts';
import { active } from './images.ts';

const image = '/v2/images/{erring}';

function accepting(accept: string): Case {
  return asks(`an error for ${accept}`, 'owner', 'GET /v2/images/{missing}', {
    headers: { accept },
  });
}

function method(name: string, request: string, who: Who = 'owner'): Case {
  return asks(name, who, request);
}

export const errors: Topic = {
  topic: 'errors and methods',
  steps: [
    ...active('erring', 'owner', { tags: ['early'] }),
    ...['*/*', 'text/html', 'application/json', 'text/plain', 'image/png'].map(accepting),
    asks('a text of the client in HTML', 'owner', 'GET /v2/images?visibility=<b>%27', {
      headers: { accept: 'text/html' },
    }),
    asks('a text of the client in JSON', 'owner', 'GET /v2/images?visibility=<b>%27'),
    asks('a text of the client in plain text', 'owner', 'GET /v2/images?visibility=<b>%27', {
      headers: { accept: 'text/plain' },
    }),
    asks('no token', 'nobody', 'GET /v2/images'),
    asks('no token at the root of the version', 'nobody', 'GET /v2/'),
    asks('no token on no path', 'nobody', 'GET /v2/nothing'),
    asks('a wrong token', 'nobody', 'GET /v2/images', { headers: { 'x-auth-token': 'wrong' } }),
    asks('the root of the version', 'owner', 'GET /v2/'),
    asks('no path', 'owner', 'GET /v2/nothing'),
    asks('no path below an image', 'owner', `GET ${image}/nothing`),
    method('HEAD of the list', 'HEAD /v2/images'),
    method('HEAD of an image', `HEAD ${image}`),
    method('HEAD of bytes', `HEAD ${image}/file`),
    method('PUT of the list', 'PUT /v2/images'),
    method('POST to an image', `POST ${image}`),
    method('POST of bytes', `POST ${image}/file`),
    method('PATCH of members', `PATCH ${image}/members`),
    method('POST to a member', `POST ${image}/members/{memberProject}`),
    method('GET of a tag', `GET ${image}/tags/x`),
    method('GET of an action', `GET ${image}/actions/deactivate`),
    method('OPTIONS of the list', 'OPTIONS /v2/images'),
    method('OPTIONS without a token', 'OPTIONS /v2/images', 'nobody'),
    method('DELETE of a schema', 'DELETE /v2/schemas/image'),
  ],
};

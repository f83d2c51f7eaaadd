import { asks, type Case, type Topic } from '../case.ts';
import { active, imageBytes, queued, rawFormats } from './images.ts';

const file = '/v2/images/{filled}/file';

function range(name: string, header: string, value: string): Case {
  return asks(name, 'owner', `GET ${file}`, { headers: { [header]: value } });
}

export const bytes: Topic = {
  topic: 'bytes',
  steps: [
    queued('filled', 'owner', rawFormats),
    asks('no bytes yet', 'owner', `GET ${file}`),
    asks('bytes of another type', 'owner', `PUT ${file}`, {
      body: imageBytes,
      headers: { 'content-type': 'text/plain' },
    }),
    asks('bytes for an unknown store', 'owner', `PUT ${file}`, {
      body: imageBytes,
      headers: { 'x-image-meta-store': 'nowhere' },
    }),
    asks('bytes of a stranger', 'stranger', `PUT ${file}`, { body: imageBytes }),
    asks('bytes', 'owner', `PUT ${file}`, { body: imageBytes }),
    asks('bytes again', 'owner', `PUT ${file}`, { body: imageBytes }),
    asks('an image with bytes', 'owner', 'GET /v2/images/{filled}'),
    asks('bytes down', 'owner', `GET ${file}`),
    range('a part from a to b', 'range', 'bytes=10-19'),
    range('a part beyond the end', 'range', 'bytes=990-2000'),
    range('a part from a on', 'range', 'bytes=990-'),
    range('a part at the end', 'range', 'bytes=-5'),
    range('a part by Content-Range', 'content-range', 'bytes 0-9/*'),
    range('a part that is not there', 'range', 'bytes=1000-'),
    range('two parts', 'range', 'bytes=0-1,4-5'),
    range('a part of other units', 'range', 'lines=0-1'),
    range('a part that is malformed', 'range', 'bytes=x'),
    queued('formless'),
    asks('bytes without formats', 'owner', 'PUT /v2/images/{formless}/file', { body: imageBytes }),
    queued('emptied', 'owner', rawFormats),
    asks('no bytes at all', 'owner', 'PUT /v2/images/{emptied}/file', { body: Buffer.alloc(0) }),
    asks('an image of no bytes', 'owner', 'GET /v2/images/{emptied}'),
    asks('no bytes down', 'owner', 'GET /v2/images/{emptied}/file'),
    ...active('open', 'owner', { visibility: 'community' }),
    asks('bytes of a community image', 'stranger', 'GET /v2/images/{open}/file'),
    asks('bytes for a missing image', 'owner', 'PUT /v2/images/{missing}/file', {
      body: imageBytes,
    }),
    asks('bytes of a missing image', 'owner', 'GET /v2/images/{missing}/file'),
  ],
};

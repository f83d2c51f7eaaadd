// What a service may take though it would hurt somebody later.
import { asks, given, type Topic } from '../case.ts';
import { sampleLuks } from '../../../src/domain/bytes/format/samples/plain.ts';
import { sampleQcow2 } from '../../../src/domain/bytes/format/samples/qcow2.ts';
import { jsonPatch, queued, rawFormats } from './images.ts';

const nobody = 'f'.repeat(32);

export const safety: Topic = {
  topic: 'safety',
  steps: [
    queued('disguised', 'owner', rawFormats),
    asks('a qcow2 declared raw', 'owner', 'PUT /v2/images/{disguised}/file', {
      body: sampleQcow2(),
    }),
    queued('honest', 'owner', { ...rawFormats, disk_format: 'qcow2' }),
    asks('a qcow2', 'owner', 'PUT /v2/images/{honest}/file', { body: sampleQcow2() }),
    asks('the size that a guest sees', 'owner', 'GET /v2/images/{honest}'),
    queued('locked', 'owner', rawFormats),
    given('it is encrypted', 'owner', 'PUT /v2/images/{locked}/file', 204, { body: sampleLuks() }),
    asks('a member of an encrypted image', 'owner', 'POST /v2/images/{locked}/members', {
      body: { member: '{memberProject}' },
    }),
    given('there is another region', 'admin', 'POST /v3/regions', 201, {
      body: { region: { id: '{farRegion}' } },
    }),
    given('it has a project', 'admin', 'POST /v3/projects', 201, {
      body: { project: { name: '{farRegion}' } },
      keep: 'farProject',
    }),
    queued('near', 'owner', rawFormats),
    asks('a member of another region', 'owner', 'POST /v2/images/{near}/members', {
      body: { member: '{farProject}' },
    }),
    asks('an image for a project that does not exist', 'admin', 'POST /v2/images', {
      body: { owner: nobody },
    }),
    asks('another owner of an image', 'admin', 'PATCH /v2/images/{near}', {
      headers: jsonPatch,
      body: [{ op: 'replace', path: '/owner', value: '{memberProject}' }],
    }),
  ],
};

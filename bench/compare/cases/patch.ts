import { asks, type Case, type Topic, type Who } from '../case.ts';
import { active, jsonPatch, queued } from './images.ts';

const oldPatch = { 'content-type': 'application/openstack-images-v2.0-json-patch' };

function change(name: string, body: unknown, who: Who = 'owner', image = 'changed'): Case {
  return asks(name, who, `PATCH /v2/images/{${image}}`, { headers: jsonPatch, body });
}

function add(path: string, value: unknown = 'v'): object[] {
  return [{ op: 'add', path, value }];
}

function replace(path: string, value: unknown): object[] {
  return [{ op: 'replace', path, value }];
}

export const patch: Topic = {
  topic: 'changes',
  steps: [
    ...active('changed', 'owner', { color: 'red' }),
    ...active('seen', 'owner', { visibility: 'community' }),
    queued('unfilled'),
    change('no operation', []),
    change('no list', {}),
    change('operations that are no objects', ['x']),
    asks('another content type', 'owner', 'PATCH /v2/images/{changed}', { body: [] }),
    change('a new property', add('/size_class', 'big')),
    change('a property that is there, added', add('/color', 'blue')),
    change('a property replaced', replace('/color', 'green')),
    change('a property removed', [{ op: 'remove', path: '/color' }]),
    change('a property removed again', [{ op: 'remove', path: '/color' }]),
    change('a property replaced that is not there', replace('/color', 'x')),
    asks('the older form', 'owner', 'PATCH /v2/images/{changed}', {
      headers: oldPatch,
      body: [{ add: '/color', value: 'grey' }],
    }),
    asks('the older form with two operations', 'owner', 'PATCH /v2/images/{changed}', {
      headers: oldPatch,
      body: [{ add: '/color', replace: '/color', value: 'grey' }],
    }),
    change('a name with a slash', add('/a~1b')),
    change('an unknown escape', add('/a~2b')),
    change('a pointer into a property', add('/a/b')),
    change('a pointer without a slash', add('color')),
    change('no pointer', [{ op: 'add', value: 'v' }]),
    change('no value', [{ op: 'add', path: '/color' }]),
    change('the operation test', [{ op: 'test', path: '/name', value: 'x' }]),
    change('a base attribute removed', [{ op: 'remove', path: '/name' }]),
    change('a name', replace('/name', 'new name')),
    change('no name', replace('/name', null)),
    change('a changed name that is a number', replace('/name', 7)),
    change('all tags', replace('/tags', ['y', 'x', 'y'])),
    change('a changed status', replace('/status', 'queued')),
    change('a changed id', replace('/id', '{missing}')),
    change('a changed owner', replace('/owner', '{memberProject}')),
    change('changed locations', replace('/locations', [])),
    change('a changed checksum', replace('/checksum', 'x')),
    change('the disk format of an active image', replace('/disk_format', 'iso')),
    change(
      'the disk format of a queued image',
      replace('/disk_format', 'iso'),
      'owner',
      'unfilled',
    ),
    change('an unknown format', replace('/disk_format', 'wrong'), 'owner', 'unfilled'),
    change('a value that is no text', add('/color', 7)),
    change('a new reserved property', add('/os_glance_foo')),
    change('a public image made by a member', replace('/visibility', 'public')),
    change('a change by a stranger', add('/color'), 'stranger'),
    change('a change by somebody who sees it', add('/color'), 'stranger', 'seen'),
    change('a change by an administrator', add('/color', 'gold'), 'admin', 'seen'),
    change('a change of a missing image', add('/color'), 'owner', 'missing'),
    change('two changes of which one fails', [...add('/first'), ...replace('/absent', 'x')]),
    asks('nothing of two when one fails', 'owner', 'GET /v2/images/{changed}'),
    change('broken JSON as a change', '['),
  ],
};

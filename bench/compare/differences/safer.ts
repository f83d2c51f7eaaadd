// What would hurt somebody later is refused, or cannot be taken for something else.
import { answers, related } from '../claim.ts';
import { imageSchemas, metadataSchemas } from '../cases/discovery.ts';
import type { DifferenceOfClass } from '../difference.ts';
import { withoutEntities } from '../entities.ts';

export const safer: readonly DifferenceOfClass[] = [
  {
    id: 'encrypted-is-not-shared',
    text: 'An encrypted image is refused members with 403',
    reason: 'The recipient does not have its key',
    shows: [answers('a member of an encrypted image', 200, 403, /is encrypted/)],
  },
  {
    id: 'owner-is-fixed',
    text: 'An image is given to projects that exist only, and its owner never changes',
    reason: "An image is in its owner's region, and members have consented to this owner's image",
    shows: [
      answers('an image for a project that does not exist', 201, 400, /^There is no project/),
      answers('another owner of an image', 200, 403, /is reserved\.$/),
    ],
  },
  {
    id: 'formats-are-checked',
    text: 'Bytes of another format than the declared one are refused with 400',
    reason: 'They could make a host read its own files',
    setting: '`ACCORD_FORMAT=strict` refuses unrecognised ones too',
    shows: [answers('a qcow2 declared raw', 204, 400, /its bytes are qcow2\.$/)],
  },
  {
    id: 'private-addresses-refused',
    text: 'Imports from loopback and private addresses are refused',
    reason: 'They would let a user reach what only the service can reach',
    setting: '`ACCORD_IMPORT_ALLOW`',
    shows: [],
  },
  {
    id: 'no-client-locations',
    text: 'Clients cannot set locations, and are not shown any',
    reason: 'A location names a place in somebody’s store; Glance itself advises against it',
    shows: [
      related(
        /\.properties\.(direct_url|locations)\./,
        (_glance, accord) => accord === undefined,
        imageSchemas,
      ),
    ],
  },
  {
    id: 'json-messages-escaped',
    text: 'Messages in JSON errors are escaped as those in HTML are',
    reason: 'They repeat what a client wrote, and some programs show them in a page',
    shows: [
      related(
        'body.message',
        (glance, accord) =>
          accord !== undefined && accord !== glance && withoutEntities(accord) === glance,
      ),
    ],
  },
  {
    id: 'authorized-first',
    text: 'Who may not do a thing is told so, whatever the state of the image',
    reason: 'One rule for all calls; Glance looks at the state first in some of them',
    shows: [answers('a copy of a queued image', 409, 403, /^You are not permitted/)],
  },
  {
    id: 'schemas-name-bounds',
    text: 'Schemas of metadata definitions name every bound that a request is held to',
    reason: 'A client can know beforehand what will be refused',
    shows: [
      related(
        /^body\.(properties|required|additionalProperties)(?!.*\.description$)/,
        () => true,
        metadataSchemas,
      ),
    ],
  },
];

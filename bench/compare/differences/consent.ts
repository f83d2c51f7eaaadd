// What follows from asking the recipient.
import { answers, field } from '../claim.ts';
import type { DifferenceOfClass } from '../difference.ts';

const looseConsent = '`ACCORD_CONSENT=glance`';
const notAccepted = /is offered to this project but not accepted/;

export const consent: readonly DifferenceOfClass[] = [
  {
    id: 'bytes-need-consent',
    text: 'A pending or rejected member gets 403 for `/file`',
    reason: 'Bytes are for those who have accepted',
    setting: looseConsent,
    shows: [
      answers('the bytes of a member, pending', 200, 403, notAccepted),
      answers('the bytes of a member, rejected', 200, 403, notAccepted),
    ],
  },
  {
    id: 'unanswered-is-deactivated',
    text: 'A pending or rejected member sees an active image as `deactivated`',
    reason: 'Nova looks at nothing but the status, and may have the bytes cached',
    setting: looseConsent,
    shows: [
      field('body.status', 'active', 'deactivated', [
        'the image of a member, pending',
        'the image of a member, rejected',
      ]),
      field('body.images[0].status', 'active', 'deactivated', [
        'shares that are pending',
        'shares that are all',
        'pending shares beside the rest',
      ]),
    ],
  },
  {
    id: 'unknown-member-refused',
    text: 'A project that does not exist is refused as a member with 400',
    reason: 'An offer to a mistyped id would wait for ever, and might be found by somebody else',
    setting: looseConsent,
    shows: [
      answers('a project that does not exist', 200, 400, /^There is no project f+\.$/),
      answers('a member that is a number', 200, 400, 'There is no project 7.'),
    ],
  },
  {
    id: 'owner-is-no-member',
    text: 'The owner is refused as a member of its own image with 400',
    reason: 'There is nobody to ask',
    setting: looseConsent,
    shows: [answers('the owner itself', 200, 400, /cannot be offered to itself\.$/)],
  },
  {
    id: 'members-of-one-region',
    text: 'A project of another region is refused as a member with 400',
    reason: 'It could not see the image that it would be asked about',
    setting: looseConsent,
    shows: [answers('a member of another region', 200, 400, /is in region \{farRegion\}/)],
  },
  {
    id: 'members-are-asked-anew',
    text: 'Members of an image that becomes private and then shared again are pending again',
    reason: 'The offer was withdrawn; a new one is asked about anew',
    setting: looseConsent,
    shows: [
      field('body.members[0].status', 'accepted', 'pending', ['members of an image shared anew']),
      answers('bytes of an image shared anew', 200, 403, notAccepted),
    ],
  },
  {
    id: 'answers-need-bytes',
    text: 'An answer given before an image has bytes is pending again once they arrive',
    reason: 'Nobody can consent to what is not there yet',
    setting: looseConsent,
    shows: [
      field('body.members[0].status', 'accepted', 'pending', [
        'an answer to a promise once it is kept',
      ]),
      answers('bytes of a promise', 200, 403, notAccepted),
    ],
  },
];

// Where Accord answers otherwise than Glance 25.1 (API v2.16), on purpose. docs/api-conventions.md is printed from this list.

export interface Difference {
  readonly id: string;
  readonly text: string;
  /**
   * `consent` follows from asking the recipient; `safer` refuses what would hurt somebody later; `bug not copied` is an error of Glance;
   * `volatile` differs between installations of Glance, too.
   */
  readonly class: 'consent' | 'safer' | 'bug not copied' | 'volatile';
  readonly reason: string;
  /** What brings Glance's way back, as it stands in docs/settings.md. */
  readonly setting?: string;
}

const looseConsent = '`ACCORD_CONSENT=glance`';

export const differences: readonly Difference[] = [
  {
    id: 'bytes-need-consent',
    text: 'A pending or rejected member gets 403 for `/file`',
    class: 'consent',
    reason: 'Bytes are for those who have accepted',
    setting: looseConsent,
  },
  {
    id: 'unanswered-is-deactivated',
    text: 'A pending or rejected member sees an active image as `deactivated`',
    class: 'consent',
    reason: 'Nova looks at nothing but the status, and may have the bytes cached',
    setting: looseConsent,
  },
  {
    id: 'unknown-member-refused',
    text: 'A project that does not exist is refused as a member with 400',
    class: 'consent',
    reason: 'An offer to a mistyped id would wait for ever, and might be found by somebody else',
    setting: looseConsent,
  },
  {
    id: 'owner-is-no-member',
    text: 'The owner is refused as a member of its own image with 400',
    class: 'consent',
    reason: 'There is nobody to ask',
    setting: looseConsent,
  },
  {
    id: 'members-of-one-region',
    text: 'A project of another region is refused as a member with 400',
    class: 'consent',
    reason: 'It could not see the image that it would be asked about',
    setting: looseConsent,
  },
  {
    id: 'members-are-asked-anew',
    text: 'Members of an image that becomes private and then shared again are pending again',
    class: 'consent',
    reason: 'The offer was withdrawn; a new one is asked about anew',
    setting: looseConsent,
  },
  {
    id: 'answers-need-bytes',
    text: 'An answer given before an image has bytes is pending again once they arrive',
    class: 'consent',
    reason: 'Nobody can consent to what is not there yet',
    setting: looseConsent,
  },
  {
    id: 'encrypted-is-not-shared',
    text: 'An encrypted image is refused members with 403',
    class: 'safer',
    reason: 'The recipient does not have its key',
  },
  {
    id: 'owner-is-fixed',
    text: 'An image is given to projects that exist only, and its owner never changes',
    class: 'safer',
    reason: "An image is in its owner's region, and members have consented to this owner's image",
  },
  {
    id: 'formats-are-checked',
    text: 'Bytes of another format than the declared one are refused with 400',
    class: 'safer',
    reason: 'They could make a host read its own files',
    setting: '`ACCORD_FORMAT=strict` refuses unrecognised ones too',
  },
  {
    id: 'private-addresses-refused',
    text: 'Imports from loopback and private addresses are refused',
    class: 'safer',
    reason: 'They would let a user reach what only the service can reach',
    setting: '`ACCORD_IMPORT_ALLOW`',
  },
  {
    id: 'no-client-locations',
    text: 'Clients cannot set locations, and are not shown any',
    class: 'safer',
    reason: 'A location names a place in somebody’s store; Glance itself advises against it',
  },
  {
    id: 'no-cache-api',
    text: 'There is no `/v2/cache`',
    class: 'volatile',
    reason: 'There is no cache; in Glance it is there only when one is configured',
  },
  {
    id: 'json-messages-escaped',
    text: 'Messages in JSON errors are escaped as those in HTML are',
    class: 'safer',
    reason: 'They repeat what a client wrote, and some programs show them in a page',
  },
  {
    id: 'long-member-id',
    text: 'A member id of 256 characters is refused with 400',
    class: 'bug not copied',
    reason: 'Glance answers 500',
  },
  {
    id: 'array-as-image',
    text: 'A JSON array as a new image is refused with 400',
    class: 'bug not copied',
    reason: 'Glance answers 500',
  },
  {
    id: 'sha256',
    text: '`os_hash_algo` is `sha256`',
    class: 'volatile',
    reason:
      "SHA-256 is also the address of the bytes in the store; Glance's default is `sha512`, and configurable",
  },
  {
    id: 'case-counts',
    text: 'A filter by name tells upper from lower case',
    class: 'volatile',
    reason: "In Glance the database's collation decides",
  },
];

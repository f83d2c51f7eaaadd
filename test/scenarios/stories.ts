// Scenarios of several steps: what an earlier act means for a later one. A line is `who act [whom]: outcome`; the image is the owner's,
// shared, and belongs to a bystander's offers too, as in the grid.
import type { NewVault } from '../../src/domain/vaults/create-vault.ts';
import type { Consent, Given } from './expectations.ts';

export interface Story {
  readonly title: string;
  readonly given: Partial<Given>;
  /** Default: under either. */
  readonly consent?: Consent;
  /** What makes the image one that cannot be offered. */
  readonly bytes?: 'luks';
  /** GiB of each disk of a full server, which the image is of. */
  readonly disks?: readonly number[];
  /** What the recipient has; default: one of 80 GiB for backups of servers. */
  readonly vault?: Partial<Pick<NewVault, 'capacity' | 'objectType' | 'protectType'>> & {
    readonly locked?: boolean;
  };
  readonly properties?: Readonly<Record<string, string>>;
  readonly steps: string;
}

export const stories: readonly Story[] = [
  {
    title: 'an offer is answered, and the answer changed',
    given: { member: 'none' },
    steps: `
      owner offer recipient: ok
      recipient list pending: listed
      recipient list: absent
      recipient accept: ok
      recipient list: listed
      recipient download: ok
      recipient reject: ok
      recipient list: absent
      recipient list rejected: listed
      recipient accept: ok
      recipient download: ok`,
  },
  {
    title: 'an answer is taken back, and the image waits again',
    given: { member: 'pending' },
    consent: 'strict',
    steps: `
      recipient accept: ok
      recipient download: ok
      recipient undecide: ok
      recipient list pending: listed
      recipient list: absent
      recipient download: forbidden
      recipient reject: ok
      recipient undecide: ok
      recipient list rejected: absent
      recipient list pending: listed`,
  },
  {
    title: 'a pending image shows its record and not its bytes',
    given: { member: 'pending' },
    consent: 'strict',
    steps: `
      recipient show: ok
      recipient download: forbidden`,
  },
  {
    title:
      'a withdrawn image is gone at the next request, and an offer made again starts at pending',
    given: { member: 'accepted' },
    consent: 'strict',
    steps: `
      recipient download: ok
      owner withdraw: ok
      recipient show: notFound
      recipient download: notFound
      recipient accept: notFound
      owner offer recipient: ok
      recipient show member: pending
      recipient download: forbidden`,
  },
  {
    title: 'a project that is a member is not offered the image twice',
    given: { member: 'rejected' },
    steps: `
      owner offer recipient: conflict
      recipient show member: rejected`,
  },
  {
    title: 'a member cannot take itself off the list',
    given: { member: 'accepted' },
    steps: `
      recipient withdraw recipient: forbidden
      recipient show member: accepted`,
  },
  {
    title: 'a member cannot offer the image on, and cannot answer for another member',
    given: { member: 'accepted' },
    steps: `
      recipient offer stranger: forbidden
      recipient accept bystander: notFound
      bystander show member bystander: pending`,
  },
  {
    title: 'an answer given before there were bytes falls back to pending when they arrive',
    given: { member: 'accepted', status: 'queued' },
    consent: 'strict',
    steps: `
      recipient list: listed
      recipient download: empty
      owner upload: ok
      recipient show member: pending
      recipient list: absent
      recipient download: forbidden`,
  },
  {
    title: 'an answer given before there were bytes stands under the consent of Glance',
    given: { member: 'accepted', status: 'queued' },
    consent: 'glance',
    steps: `
      owner upload: ok
      recipient show member: accepted
      recipient download: ok`,
  },
  {
    title: 'an image made private is withdrawn, and made shared again it asks again',
    given: { member: 'accepted' },
    consent: 'strict',
    steps: `
      owner make private: ok
      recipient show: notFound
      recipient list: absent
      owner make shared: ok
      recipient show member: pending
      recipient download: forbidden`,
  },
  {
    title: 'an image made private and shared again revives its members under the consent of Glance',
    given: { member: 'accepted' },
    consent: 'glance',
    steps: `
      owner make private: ok
      recipient show: notFound
      owner make shared: ok
      recipient show member: accepted
      recipient download: ok`,
  },
  {
    title: 'an image has no more members than the limit, and a withdrawal makes room',
    given: { member: 'pending' },
    steps: `
      owner offer stranger: ok
      owner offer admin: quota
      owner withdraw bystander: ok
      owner offer admin: ok
      owner list members: 3`,
  },
  {
    title: 'an image is offered to other projects of its region only',
    given: { member: 'none' },
    consent: 'strict',
    steps: `
      owner offer owner: invalid
      owner offer nobody: invalid
      owner offer elsewhere: invalid
      owner list members: 1`,
  },
  {
    title:
      'under the consent of Glance anything is a member, and another region still does not see the image',
    given: { member: 'none' },
    consent: 'glance',
    steps: `
      owner offer elsewhere: ok
      elsewhere show: notFound
      elsewhere download: notFound
      elsewhere accept elsewhere: notFound
      elsewhere list: absent`,
  },
  {
    title:
      'an administrator answers for a project of another region, which still does not see the image',
    given: { member: 'none' },
    consent: 'glance',
    steps: `
      owner offer elsewhere: ok
      admin accept elsewhere: ok
      elsewhere list: absent
      elsewhere show: notFound`,
  },
  {
    title: 'an image with a key of its own is not offered',
    given: { member: 'none' },
    properties: { __system__cmkid: 'b9a0e2a5-6f2f-4f5e-9f49-5f2d4b1c0a11' },
    steps: 'owner offer recipient: forbidden',
  },
  {
    title: 'an image whose volume had a key is not offered',
    given: { member: 'none' },
    properties: { cinder_encryption_key_id: 'b9a0e2a5-6f2f-4f5e-9f49-5f2d4b1c0a11' },
    steps: 'owner offer recipient: forbidden',
  },
  {
    title: 'an image whose bytes are a LUKS volume is not offered',
    given: { member: 'none' },
    bytes: 'luks',
    steps: 'owner offer recipient: forbidden',
  },
  {
    title: 'an image that got a key of its own after it was offered is not accepted',
    given: { member: 'pending' },
    properties: { __system__cmkid: 'b9a0e2a5-6f2f-4f5e-9f49-5f2d4b1c0a11' },
    steps: `
      recipient accept: forbidden
      recipient show member: pending
      recipient reject: ok`,
  },
  {
    title: 'a protected image is not deleted',
    given: { member: 'accepted' },
    steps: `
      owner protect: ok
      owner delete: forbidden
      admin delete: forbidden
      recipient download: ok
      owner unprotect: ok
      owner delete: ok`,
  },
  {
    title: 'a deleted image is gone for everybody, its members with it',
    given: { member: 'accepted' },
    steps: `
      owner delete: ok
      owner show: notFound
      admin show: notFound
      systemAdmin show: notFound
      recipient show: notFound
      recipient list: absent
      owner list members: notFound
      owner delete: notFound`,
  },
  {
    title: 'the id of a deleted image is never used again',
    given: { member: 'accepted' },
    steps: `
      owner delete: ok
      owner create again: conflict
      stranger create again: conflict`,
  },
  {
    title: 'an administrator answers for a project, and the project may answer otherwise',
    given: { member: 'pending' },
    consent: 'strict',
    steps: `
      admin accept: ok
      recipient download: ok
      recipient reject: ok
      recipient download: forbidden
      admin undecide: ok
      systemAdmin accept: notFound
      recipient list pending: listed`,
  },
  {
    title: 'a deactivated image gives its bytes to nobody but an administrator',
    given: { member: 'accepted' },
    steps: `
      owner deactivate: ok
      owner download: forbidden
      recipient download: forbidden
      admin download: ok
      recipient list: listed`,
  },
  {
    title: 'a full-server image is not accepted without a vault',
    given: { member: 'pending' },
    disks: [40, 40],
    steps: `
      recipient show: ok
      recipient accept: invalid
      recipient show member: pending
      recipient download: forbidden
      recipient reject: ok
      recipient list rejected: listed
      recipient accept: invalid
      recipient show member: rejected`,
  },
  {
    title:
      'a full-server image is accepted into a vault with just the room for its disks, again and again',
    given: { member: 'pending' },
    disks: [40, 40],
    vault: {},
    steps: `
      recipient accept into its vault: ok
      recipient list: listed
      recipient show member: accepted
      recipient download: forbidden
      recipient reject: ok
      recipient accept into its vault: ok
      owner withdraw: ok
      recipient list: absent
      owner offer recipient: ok
      recipient accept into its vault: ok`,
  },
  ...(
    [
      ['that is a GiB too small', { capacity: 79 }, 'quota'],
      ['for replication', { protectType: 'replication' }, 'invalid'],
      ['for disks', { objectType: 'disk' }, 'invalid'],
      ['that is locked', { locked: true }, 'conflict'],
    ] as const
  ).map(([which, vault, refusal]): Story => ({
    title: `a full-server image is not accepted into a vault ${which}`,
    given: { member: 'pending' },
    disks: [40, 40],
    vault,
    steps: `
        recipient accept into its vault: ${refusal}
        recipient show member: pending
        recipient list: absent
        recipient reject: ok
        recipient accept into its vault: ${refusal}
        recipient show member: rejected`,
  })),
  {
    title: 'a full-server image is downloaded by nobody',
    given: { member: 'none' },
    disks: [40],
    steps: `
      owner download: forbidden
      admin download: forbidden
      stranger download: notFound
      owner offer recipient: ok
      recipient list pending: listed`,
  },
];

// What an act must leave behind: who is in the audit trail with what, and who is told. Acts that change nothing leave nothing.
import type { Cast, Who } from './cast.ts';
import type { Given } from './expectations.ts';
import type { Scenario } from './scenarios.ts';
import type { Trace, TracedEvent } from './stage.ts';
import type { WayName } from './way.ts';

const nothing: Trace = { events: [], notices: [] };

type Change = readonly [action: string, before: object | null, after: object | null];

export function expectedTrace(row: Scenario, cast: Cast, way: WayName): Trace {
  if (row.expected !== 'ok') return nothing;
  const changes = changesOf(row, cast, way);
  const by = cast[row.by];
  const forWhom = isAnswer(row) ? cast.recipient : cast.owner;
  return {
    events: changes.map((change) => eventOf(by, forWhom, change)),
    notices: noticesOf(row, cast, way).toSorted((a, b) => (a.projectId < b.projectId ? -1 : 1)),
  };
}

function isAnswer({ act }: Scenario): boolean {
  return act === 'accept' || act === 'reject' || act === 'undecide';
}

function eventOf(by: Who, forWhom: Who, [action, before, after]: Change): TracedEvent {
  return {
    action,
    userId: by.actor.userId,
    role: by.actor.role,
    projectId: by.projectId,
    actedFor: by.projectId === forWhom.projectId ? null : forWhom.projectId,
    before,
    after,
  };
}

const answers = { accept: 'accepted', reject: 'rejected', undecide: 'pending' } as const;

/** Where the recipient stands now: an image that is no longer shared has taken the answers back, but for Glance's consent. */
function stateOf({ consent, visibility, member }: Given): string {
  return consent === 'strict' && visibility !== 'shared' && member !== 'none' ? 'pending' : member;
}

function changesOf(row: Scenario, cast: Cast, way: WayName): Change[] {
  const { act, given } = row;
  const { visibility, status } = given;
  const recipient = { member: cast.recipient.projectId, status: stateOf(given) };
  const stranger = { member: cast.stranger.projectId, status: 'pending' };
  const made = { name: 'scenario', visibility, status, tags: [] };
  switch (act) {
    case 'download':
      return isOperatorRead(row) ? [['image.download', null, null]] : [];
    case 'update':
      return [['image.update', { name: 'scenario' }, { name: 'renamed' }]];
    case 'upload':
      return [['image.upload', { status: 'saving' }, { status: 'active' }]];
    case 'delete':
      return [['image.delete', made, null]];
    case 'deactivate':
      return status === 'deactivated'
        ? []
        : [['image.deactivate', { status }, { status: 'deactivated' }]];
    case 'tag':
      // Our own API sets all tags of an image at once, as an attribute; Huawei Cloud's tags have values.
      return [
        [
          way === 'accord' ? 'image.update' : 'image.tag',
          { tags: [] },
          { tags: [way === 'ims' ? 'golden=yes' : 'golden'] },
        ],
      ];
    case 'offer':
      return [
        ...(visibility === 'private' && way !== 'glance'
          ? [['image.update', { visibility }, { visibility: 'shared' }] satisfies Change]
          : []),
        ['member.add', null, stranger],
      ];
    case 'withdraw':
      return [['member.remove', recipient, null]];
    case 'accept':
    case 'reject':
    case 'undecide': {
      const after = { ...recipient, status: answers[act] };
      return recipient.status === after.status ? [] : [[`member.${act}`, recipient, after]];
    }
    case 'show':
    case 'list':
    case 'list pending':
    case 'list rejected':
    case 'list members':
    case 'show member':
      return [];
  }
}

/** An administrator reads what its own project could not. */
function isOperatorRead({ by, given: { visibility } }: Scenario): boolean {
  return by === 'admin' && visibility !== 'public' && visibility !== 'community';
}

function noticesOf(row: Scenario, cast: Cast, way: WayName): { projectId: string; kind: string }[] {
  const { act, given } = row;
  const tell = (kind: string, ...whom: Who[]) =>
    whom.map(({ projectId }) => ({ projectId: projectId ?? '', kind }));
  const members = given.member === 'none' ? [cast.bystander] : [cast.bystander, cast.recipient];
  if (act === 'upload') return tell('offered', ...members);
  // Without bytes there was nothing to offer yet, so there is nothing to tell.
  if (given.status === 'queued') return [];
  const shared = given.visibility === 'shared';
  switch (act) {
    case 'delete':
      return shared ? tell('image-deleted', ...members) : [];
    case 'withdraw':
      return shared ? tell('withdrawn', cast.recipient) : [];
    case 'accept':
    case 'reject':
      return answers[act] === given.member ? [] : tell(answers[act], cast.owner);
    case 'offer': {
      const revived = !shared && way !== 'glance' && given.consent === 'strict' ? members : [];
      return tell('offered', cast.stranger, ...revived);
    }
    case 'show':
    case 'list':
    case 'list pending':
    case 'list rejected':
    case 'list members':
    case 'show member':
    case 'download':
    case 'update':
    case 'deactivate':
    case 'tag':
    case 'undecide':
      return [];
  }
}

// Tells every story through one way, each with people and an image of its own.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { sampleLuks } from '../../src/domain/bytes/format/samples/plain.ts';
import type { Context } from '../../src/domain/context.ts';
import { createImage } from '../../src/domain/images/create-image.ts';
import { updateImage } from '../../src/domain/images/update-image.ts';
import { uploadBytes } from '../../src/domain/images/upload-bytes.ts';
import { putBackupsBehind } from '../../src/domain/sharing/full-server.fixture.ts';
import { createVault } from '../../src/domain/vaults/create-vault.ts';
import { updateVault } from '../../src/domain/vaults/update-vault.ts';
import { testService } from '../support/test-service.ts';
import { assemble, whoNames, type Cast } from './cast.ts';
import type { Consent, Given } from './expectations.ts';
import { inexpressible } from './inexpressible.ts';
import { perform, type Step, type StoryAct } from './perform.ts';
import { makeImage } from './stage.ts';
import { stories, type Story } from './stories.ts';
import type { Way } from './way.ts';

const membersPerImage = 3;

const storyActs = [
  'list pending',
  'list rejected',
  'list members',
  'show member',
  'make private',
  'make shared',
  'create again',
  'show',
  'list',
  'download',
  'update',
  'upload',
  'delete',
  'deactivate',
  'tag',
  'offer',
  'withdraw',
  'accept into its vault',
  'accept',
  'reject',
  'undecide',
  'protect',
  'unprotect',
] as const satisfies readonly StoryAct[];

interface TimedStep extends Step {
  readonly line: string;
  readonly expected: string;
}

function readStep(line: string): TimedStep {
  const [said = '', expected = ''] = line.split(': ');
  const [by, ...rest] = said.split(' ');
  const text = rest.join(' ');
  const act = storyActs.find((each) => text === each || text.startsWith(`${each} `));
  const who = whoNames.find((each) => each === by);
  if (act === undefined || who === undefined) throw new Error(`not understood: ${line}`);
  const named = text.slice(act.length + 1);
  const project = [...whoNames, 'nobody' as const].find((each) => each === named);
  if (named !== '' && project === undefined) throw new Error(`whom? ${line}`);
  return { act, by: who, line, expected, ...(project === undefined ? {} : { project }) };
}

export async function runStories(
  t: TestContext,
  open: (context: Context, url: string, cast: Cast) => Way,
): Promise<void> {
  let count = 0;
  const untold = new Set<string>();
  for (const consent of ['strict', 'glance'] as const) {
    const service = await testService(t, { consent, membersPerImage });
    const cast = await assemble(service);
    const way = open(service.context, service.url, cast);
    if (way.name === 'ims') await service.startWorker();
    for (const story of stories) {
      if ((story.consent ?? consent) !== consent) continue;
      const reason = inexpressible[way.name][story.title];
      if (reason !== undefined) {
        untold.add(`not told: ${story.title} (${reason})`);
        continue;
      }
      count += 1;
      await t.test(`under ${consent} consent, ${story.title}`, async () => {
        await tell(service.context, cast, way, consent, story);
      });
    }
  }
  t.diagnostic([`${count} stories`, ...untold].join('\n'));
}

async function tell(
  context: Context,
  cast: Cast,
  way: Way,
  consent: Consent,
  story: Story,
): Promise<void> {
  const imageId = await prepare(context, cast, consent, story);
  const vaultId =
    story.vault === undefined ? undefined : await makeVault(context, cast, story.vault);
  for (const line of story.steps.trim().split('\n')) {
    const step = { ...readStep(line.trim()), vaultId };
    const outcome = /^\d+$/.test(step.expected)
      ? await countMembers(way, cast, step, imageId)
      : await perform(way, cast, step, imageId, new Set());
    assert.equal(outcome, step.expected, step.line);
  }
}

async function countMembers(way: Way, cast: Cast, step: Step, imageId: string): Promise<string> {
  const listed = await way.listMembers(cast[step.by], imageId);
  return typeof listed === 'string' ? listed : String(listed.length);
}

async function prepare(
  context: Context,
  cast: Cast,
  consent: Consent,
  { given, bytes, disks, properties = {} }: Story,
): Promise<string> {
  const whole: Given = {
    consent,
    status: 'active',
    visibility: 'shared',
    member: 'none',
    ...given,
  };
  if (bytes === 'luks') {
    const { actor } = cast.owner;
    const image = await createImage(context, actor, { containerFormat: 'bare', diskFormat: 'raw' });
    await uploadBytes(context, actor, image.id, oneChunk(sampleLuks()));
    return image.id;
  }
  const imageId = await makeImage(context, cast, whole);
  if (disks !== undefined) {
    await putBackupsBehind(context, cast.owner.actor, [imageId], [disks]);
  }
  const changes = Object.entries(properties).map(([property, value]) => ({
    op: 'add' as const,
    property,
    value,
  }));
  await updateImage(context, cast.owner.actor, imageId, changes);
  return imageId;
}

/** Makes a vault of the recipient. */
async function makeVault(
  context: Context,
  { recipient: { actor } }: Cast,
  { locked = false, ...asked }: NonNullable<Story['vault']>,
): Promise<string> {
  const usual = { name: 'its', capacity: 80, objectType: 'server', protectType: 'backup' } as const;
  const { id } = await createVault(context, actor, { ...usual, ...asked });
  if (locked) await updateVault(context, actor, id, { locked });
  return id;
}

async function* oneChunk(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

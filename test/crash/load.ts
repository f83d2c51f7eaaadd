// People at work, several at once: they create, upload, offer, answer, withdraw and delete at random until the service dies under them.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from './client.ts';
import { contentOf, newImage, settle, type ImageState, type ModelImage } from './model.ts';
import { bytesNamed, type Random } from './random.ts';

export interface World {
  readonly owner: Client;
  readonly members: readonly Client[];
  readonly images: ModelImage[];
  /** From now on requests may fail: somebody is about to kill the service. */
  dying: boolean;
  /** Acknowledged acts by name. */
  readonly acknowledged: Record<string, number>;
  /** Acts in flight at a kill, by name. */
  readonly inFlight: Record<string, number>;
}

const fewImages = 25;
const manyImages = 40;
const mebibyte = 1 << 20;
/** Contents that several images have in common. */
const commonSizes = [
  0,
  1,
  700,
  65_536,
  mebibyte - 1,
  mebibyte,
  mebibyte + 1,
  2_500_000,
  4 * mebibyte + 3,
];

/** Works until the world is dying. */
export async function work(world: World, random: Random): Promise<void> {
  while (!world.dying) {
    const live = world.images.filter((image) => image.busy || image.state !== null);
    const free = live.filter((image) => !image.busy);
    const image = random.pick(free);
    if (image === undefined || (live.length < fewImages && random.chance(0.5))) {
      await create(world, random);
    } else {
      image.busy = true;
      await workOn(world, random, image, live.length);
      image.busy = image.doubt !== null;
    }
  }
}

async function create(world: World, random: Random): Promise<void> {
  const image = newImage(randomUUID());
  world.images.push(image);
  const record = {
    id: image.id,
    name: `crash-${random.integer(0, 999)}`,
    disk_format: 'raw',
    container_format: 'bare',
  };
  const after = { content: null, members: {} };
  await act(world, image, { name: 'create', status: 201, after, event: 'image.create' }, () =>
    world.owner.request('POST', '/v2/images', record),
  );
  image.busy = image.doubt !== null;
}

async function workOn(
  world: World,
  random: Random,
  image: ModelImage,
  live: number,
): Promise<void> {
  if (image.state === null) throw new Error('there is nothing to work on');
  if (random.chance(live > manyImages ? 0.5 : 0.08)) await remove(world, image);
  else if (image.state.content === null && random.chance(0.7)) await upload(world, random, image);
  else await share(world, random, image, image.state);
}

async function remove(world: World, image: ModelImage): Promise<void> {
  await act(world, image, { name: 'delete', status: 204, after: null, event: 'image.delete' }, () =>
    world.owner.request('DELETE', `/v2/images/${image.id}`),
  );
}

async function upload(world: World, random: Random, image: ModelImage): Promise<void> {
  const common = random.chance(0.5);
  const size = common
    ? (random.pick(commonSizes) ?? 0)
    : Math.floor(2 ** (random.fraction() * Math.log2(3 * mebibyte)));
  const bytes = bytesNamed(common ? `common ${size}` : image.id, size);
  // Answers given before there were bytes count for nothing.
  const members = Object.keys(image.state?.members ?? {}).map((id) => [id, 'pending']);
  const after = { content: contentOf(bytes), members: Object.fromEntries(members) };
  const body = random.chance(0.3) ? dripping(bytes, random) : bytes;
  await act(world, image, { name: 'upload', status: 204, after, event: 'image.upload' }, () =>
    world.owner.request('PUT', `/v2/images/${image.id}/file`, body),
  );
}

/** A client on a bad line: the bytes come in eight pieces with pauses. */
function dripping(bytes: Uint8Array<ArrayBuffer>, random: Random): ReadableStream {
  const piece = Math.ceil(bytes.length / 8);
  let position = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, random.integer(0, 20)));
      if (position >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(position, position + piece));
      position += piece;
    },
  });
}

async function share(
  world: World,
  random: Random,
  image: ModelImage,
  state: NonNullable<ImageState>,
): Promise<void> {
  const member = random.pick(world.members);
  if (member === undefined) throw new Error('there is nobody to share with');
  const { projectId } = member;
  const path = `/v2/images/${image.id}/members`;
  // Jobs are for images that have bytes.
  const byJob = state.content !== null && random.chance(0.4);
  const suffix = byJob ? ' by job' : '';
  const pair = { images: [image.id], projects: [projectId] };
  const known = state.members[projectId];
  const withAnswer = (answer: string): ImageState => ({
    ...state,
    members: { ...state.members, [projectId]: answer },
  });
  if (known === undefined) {
    const offer = { name: `offer${suffix}`, status: 200, after: withAnswer('pending') };
    await act(world, image, { ...offer, event: `member.add ${projectId}` }, () =>
      byJob
        ? carryOut(world.owner, 'POST', pair)
        : world.owner.request('POST', path, { member: projectId }),
    );
  } else if (random.chance(0.2)) {
    const { [projectId]: _gone, ...members } = state.members;
    const withdrawal = { name: `withdraw${suffix}`, status: byJob ? 200 : 204 };
    const after = { ...state, members };
    await act(world, image, { ...withdrawal, after, event: `member.remove ${projectId}` }, () =>
      byJob
        ? carryOut(world.owner, 'DELETE', pair)
        : world.owner.request('DELETE', `${path}/${projectId}`),
    );
  } else {
    const answer = random.pick(byJob ? answersByJob : answers) ?? 'accepted';
    const verb = { accepted: 'accept', rejected: 'reject', pending: 'undecide' }[answer];
    const event = answer === known ? null : `member.${verb} ${projectId}`;
    const answered = { name: `${verb}${suffix}`, status: 200, after: withAnswer(answer) };
    await act(world, image, { ...answered, event }, () =>
      byJob
        ? carryOut(member, 'PUT', {
            images: [image.id],
            project_id: projectId,
            status: answer,
          })
        : member.request('PUT', `${path}/${projectId}`, { status: answer }),
    );
  }
}

const answersByJob = ['accepted', 'accepted', 'rejected'] as const;
const answers = [...answersByJob, 'pending'] as const;

/** By the image service of Huawei Cloud: starts a job, and looks at it until it has ended well. */
async function carryOut(by: Client, method: string, body: object): Promise<Response> {
  const started = await by.request(method, '/v1/cloudimages/members', body);
  if (started.status !== 200) return started;
  const { job_id: id } = (await started.json()) as { job_id: string };
  for (;;) {
    const response = await by.request('GET', `/v1/cloudimages/job/${id}`);
    if (response.status !== 200) return response;
    const job = (await response.clone().json()) as { status: string };
    if (job.status === 'SUCCESS') return response;
    assert.ok(['INIT', 'RUNNING'].includes(job.status), JSON.stringify(job));
    await pause(2);
  }
}

interface ExpectedAct {
  readonly name: string;
  /** The status that acknowledges it. */
  readonly status: number;
  readonly after: ImageState;
  readonly event: string | null;
}

/** Leaves the act in doubt when the service dies before its answer is here. */
async function act(
  world: World,
  image: ModelImage,
  { name, status, after, event }: ExpectedAct,
  send: () => Promise<Response>,
): Promise<void> {
  image.doubt = { after, event };
  let answered: { status: number; text: string };
  try {
    const response = await send();
    // The head alone acknowledges: it is written after the commit.
    answered = { status: response.status, text: '' };
    const text = await response.text().catch((error: unknown) => {
      if (world.dying) return '';
      throw error;
    });
    answered = { status: response.status, text };
  } catch (error) {
    if (!world.dying) throw error;
    count(world.inFlight, name);
    return;
  }
  if (world.dying && answered.status >= 500) {
    count(world.inFlight, name);
    return;
  }
  assert.equal(answered.status, status, `${name} ${image.id}: ${answered.text}`);
  count(world.acknowledged, name);
  settle(image);
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

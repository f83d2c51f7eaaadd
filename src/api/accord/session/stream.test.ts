import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { testService } from '../../../../test/support/test-service.ts';
import { sql } from 'kysely';
import { updateUser } from '../../../domain/identity/users/update-user.ts';
import { plantImages } from '../../../domain/images/replicas.fixture.ts';
import { answerShares } from '../../../domain/sharing/answer-shares.ts';
import { ownOffer } from '../../../domain/sharing/member.ts';
import { shareImages } from '../../../domain/sharing/share-images.ts';
import { withdrawShares } from '../../../domain/sharing/withdraw-shares.ts';
import type { Person } from '../../../../test/support/person.ts';
import { base } from '../route.ts';
import type { Change } from './schema.ts';

interface Stream {
  /** Waits for the next event of that name; fails after `patience`. */
  next(name: string): Promise<unknown>;
  /** Waits for the next change of that image. Changes from before may still come, of the projects' making for example. */
  nextOf(imageId: string): Promise<Change>;
}

const patience = 5000;

async function listen(t: TestContext, url: string, person: Person): Promise<Stream> {
  const ending = new AbortController();
  t.after(() => ending.abort());
  const response = await fetch(`${url}${base}/session/stream`, {
    headers: { authorization: `Bearer ${person.token}` },
    signal: ending.signal,
  });
  assert.equal(response.headers.get('content-type'), 'text/event-stream');
  const reader = (response.body ?? assert.fail('no body'))
    .pipeThrough(new TextDecoderStream())
    .getReader();
  let text = '';
  const next = async (name: string): Promise<unknown> => {
    const event = new RegExp(`event: ${name}\\ndata: (?<data>.*)\\n\\n`);
    const deadline = AbortSignal.timeout(patience);
    for (;;) {
      const found = event.exec(text);
      if (found !== null) {
        text = text.slice(found.index + found[0].length);
        return JSON.parse(found.groups?.['data'] ?? '');
      }
      deadline.throwIfAborted();
      const { value, done } = await reader.read();
      if (done) assert.fail(`the stream ended before ${name}: ${text}`);
      text += value;
    }
  };
  return {
    next,
    async nextOf(imageId) {
      for (;;) {
        const change = (await next('change')) as Change;
        if (change.imageId === imageId) return change;
      }
    },
  };
}

async function setUp(t: TestContext) {
  const service = await testService(t);
  const [owner, member] = [await service.person(), await service.person()];
  const [imageId = ''] = await plantImages(service.context, 1, { owner, bytes: Buffer.from('s') });
  return { service, owner, member, imageId, projectIds: [member.project.id] };
}

test('both sides hear of an offer, an answer and a withdrawal', async (t) => {
  const { service, owner, member, imageId, projectIds } = await setUp(t);
  const { context, url } = service;
  const streams = [await listen(t, url, owner), await listen(t, url, member)];
  const heard = async (action: string) => {
    for (const [index, { project }] of [owner, member].entries()) {
      const change = await streams[index]?.nextOf(imageId);
      assert.deepEqual(change, { projectId: project.id, action, imageId });
    }
  };
  await shareImages(context, owner.actor, { imageIds: [imageId], projectIds, options: ownOffer });
  await heard('member.add');
  const projectId = member.project.id;
  await answerShares(context, member.actor, { imageIds: [imageId], projectId, status: 'accepted' });
  await heard('member.accept');
  await withdrawShares(context, owner.actor, { imageIds: [imageId], projectIds });
  await heard('member.remove');
});

test('what is committed after something later is heard, too', async (t) => {
  const { service, owner, member, imageId, projectIds } = await setUp(t);
  const { context, url } = service;
  const stream = await listen(t, url, member);
  const record = (action: string) => sql`
    insert into events (action, noun, noun_id, project_id)
    values (${action}, 'image', ${imageId}, ${member.project.id})`;
  await context.db.transaction().execute(async (tx) => {
    await record('first').execute(tx);
    await shareImages(context, owner.actor, { imageIds: [imageId], projectIds, options: ownOffer });
    assert.equal((await stream.nextOf(imageId)).action, 'member.add');
  });
  assert.equal((await stream.nextOf(imageId)).action, 'first');
});

test('a stream ends with the session that it belongs to', async (t) => {
  const { service, owner, member, imageId, projectIds } = await setUp(t);
  const { context, url } = service;
  const stream = await listen(t, url, member);
  await updateUser(context, null, member.actor.userId, { enabled: false });
  await shareImages(context, owner.actor, { imageIds: [imageId], projectIds, options: ownOffer });
  await stream.next('end');
});

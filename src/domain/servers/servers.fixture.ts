// For tests of servers: a service with an engine, somebody with a system image, and what they do most.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Person } from '../../../test/support/person.ts';
import { testService, type TestService } from '../../../test/support/test-service.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import { FakeEngine } from '../../drivers/engine/fake-engine.ts';
import type { Context } from '../context.ts';
import { createImage, type NewImage } from '../images/create-image.ts';
import { uploadBytes } from '../images/upload-bytes.ts';
import type { Job } from '../jobs/job.ts';
import { showJob } from '../jobs/show-job.ts';
import type { Settings } from '../settings.ts';
import { createServers } from './create-servers.ts';
import type { NewServers } from './new-server.ts';
import { showServer } from './show-server.ts';
import type { ServerView } from './view-servers.ts';

export interface Machines<E extends Engine> {
  readonly service: TestService;
  readonly context: Context;
  readonly engine: E;
  readonly owner: Person;
  /** A system image of the owner. */
  readonly imageId: string;
  /** Runs all jobs; throws unless this one ended well. */
  finish(begun: Promise<{ readonly jobId: string }>): Promise<void>;
  /** Runs all jobs; resolves to the one that was begun. */
  ended(begun: Promise<{ readonly jobId: string }>): Promise<Job>;
  /** Makes servers of the image and waits until they run. */
  make(wanted?: Partial<NewServers>): Promise<readonly string[]>;
  show(serverId: string): Promise<ServerView>;
  /** `status` and `task` of a server, and the code of its fault. */
  stateOf(serverId: string): Promise<readonly [string, string | null, string | null]>;
}

/** With an engine that runs nothing. */
export async function fakeMachines(
  t: TestContext,
  settings: Partial<Settings> = {},
): Promise<Machines<FakeEngine>> {
  return await machines(t, new FakeEngine(), settings);
}

export async function machines<E extends Engine>(
  t: TestContext,
  engine: E | ((folder: string) => Promise<E>),
  settings: Partial<Settings> = {},
): Promise<Machines<E>> {
  let opened: E | undefined;
  const service = await testService(t, settings, ['default'], [], async (folder) => {
    opened = typeof engine === 'function' ? await engine(folder) : engine;
    return opened;
  });
  const { context } = service;
  const owner = await service.person();
  const imageId = await addImage(context, owner, {});
  const ended = async (begun: Promise<{ readonly jobId: string }>): Promise<Job> => {
    const { jobId } = await begun;
    await service.runJobs();
    return await showJob(context, owner.actor, jobId);
  };
  const finish = async (begun: Promise<{ readonly jobId: string }>): Promise<void> => {
    const job = await ended(begun);
    assert.deepEqual([job.status, job.fault], ['succeeded', null]);
  };
  const show = async (id: string): Promise<ServerView> =>
    await showServer(context, owner.actor, id);
  return {
    service,
    context,
    engine: opened ?? assert.fail('the engine was not opened'),
    owner,
    imageId,
    finish,
    ended,
    async make(wanted = {}) {
      const begun = createServers(context, owner.actor, { ...plain(imageId), ...wanted });
      await finish(begun);
      return (await begun).serverIds;
    },
    show,
    async stateOf(serverId) {
      const { server } = await show(serverId);
      return [server.status, server.task, server.fault?.code ?? null];
    },
  };
}

/** The least that makes a server. */
export function plain(imageId: string): NewServers {
  return { name: 'one', flavorId: 's1.small', imageId, login: { kind: 'image' } };
}

/** An image with a megabyte of raw bytes. */
export async function addImage(
  context: Context,
  { actor }: Pick<Person, 'actor'>,
  input: NewImage,
): Promise<string> {
  const formats = { diskFormat: 'raw', containerFormat: 'bare' } as const;
  const image = await createImage(context, actor, { name: 'system', ...formats, ...input });
  await uploadBytes(context, actor, image.id, someBytes(image.id));
  return image.id;
}

async function* someBytes(seed: string): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(1 << 20, `${seed} `);
}

// For tests: a service with an engine, an owner with images of disks, and short words for what goes on.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext } from 'node:test';
import { sql } from 'kysely';
import type { Person } from '../../../test/support/person.ts';
import { testService } from '../../../test/support/test-service.ts';
import type { Engine } from '../../drivers/engine/engine.ts';
import { taskHandlers } from '../../tasks.ts';
import type { Context } from '../context.ts';
import { Fault } from '../fault.ts';
import type { MemberStatus } from '../images/image.ts';
import { plantImages } from '../images/replicas.fixture.ts';
import type { Job } from '../jobs/job.ts';
import { showJob } from '../jobs/show-job.ts';
import type { Settings } from '../settings.ts';
import { answerShares } from '../sharing/answer-shares.ts';
import { ownOffer, soleMember } from '../sharing/member.ts';
import { shareImages } from '../sharing/share-images.ts';
import { createDisks, type DiskOrder } from './create-disks.ts';
import { showDisk } from './list-disks.ts';
import type { DiskView } from './view-disks.ts';

export function faultOf(code: string) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof Fault, String(error));
    assert.equal(error.code, code);
    return true;
  };
}

export async function setUp(
  t: TestContext,
  openEngine: (folder: string) => Promise<Engine | null>,
  settings: Partial<Settings> = {},
) {
  const service = await testService(t, settings, ['default'], [], openEngine);
  const { context } = service;
  const [owner, other] = [await service.person(), await service.person()];
  return {
    service,
    context,
    owner,
    other,
    /** A raw data-disk image of the owner, with these columns otherwise. */
    image: async (bytes: Uint8Array = Buffer.from(randomUUID()), columns: object = {}) => {
      const [id = ''] = await plantImages(context, 1, { owner, bytes });
      for (const [column, value] of Object.entries(columns)) {
        await sql`update images set ${sql.ref(column)} = ${value} where id = ${id}`.execute(
          context.db,
        );
      }
      return id;
    },
    offer: async (imageId: string, status: MemberStatus | null = null): Promise<void> => {
      await offerTo(context, owner, other, imageId, status);
    },
    /** Makes disks of the person, and waits for them. */
    make: async (person: Person, order: Partial<DiskOrder>): Promise<readonly string[]> => {
      const { diskIds } = await createDisks(context, person.actor, { name: 'disk', ...order });
      await service.runJobs();
      return diskIds;
    },
    show: async (diskId: string, person: Person = owner): Promise<DiskView> =>
      await showDisk(context, person.actor, diskId),
    job: async (jobId: string, person: Person = owner): Promise<Job> =>
      await showJob(context, person.actor, jobId),
    attempt: async (jobId: string, signal = new AbortController().signal): Promise<void> =>
      await taskHandlers(context)['run-engine-job']({ jobId }, signal),
  };
}

async function offerTo(
  context: Context,
  owner: Person,
  other: Person,
  imageId: string,
  status: MemberStatus | null,
): Promise<void> {
  const projectId = other.project.id;
  const offer = { imageIds: [imageId], projectIds: [projectId], options: ownOffer };
  soleMember(await shareImages(context, owner.actor, offer));
  if (status === null) return;
  await answerShares(context, other.actor, { imageIds: [imageId], projectId, status });
}

/** A row of a server of the person, as if it had been made of the image; it has no disk. */
export async function plantServer(
  { db }: Context,
  person: Person,
  imageId: string,
  name = 'server',
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into servers (id, project_id, region_id, user_id, name, flavor_id, status, image_id, image_project_id, architecture, firmware, login, instance_id, mac)
    values (${id}, ${person.project.id}, ${person.project.regionId}, ${person.actor.userId}, ${name}, 's1.small', 'stopped', ${imageId}, '',
      'x86_64', 'bios', 'image', ${id}, ${id})`.execute(db);
  return id;
}

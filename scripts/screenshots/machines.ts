// The servers and disks of the pictures' world: real ones, of an image that boots.
import { readFile } from 'node:fs/promises';
import { waitUntil } from '../../test/contract/support/wait-until.ts';
import { bootImage } from '../../test/support/boot-images.ts';
import type { Person } from './person.ts';

export interface Machines {
  /** The one that pictures look at. */
  readonly serverId: string;
  /** The image that they are made of. */
  readonly imageId: string;
  /** Takes them all away, so that nothing runs on. */
  readonly end: () => Promise<void>;
}

/** Its password is shown nowhere. */
const guestPassword = 'Pictures-1';

/** Shares a system with somebody, who makes two servers and a disk of their own. */
export async function makeMachines(owner: Person, user: Person): Promise<Machines> {
  const below = (person: Person): string => `/projects/${person.projectId}`;
  const made = await owner.ask('POST', `${below(owner)}/images`, {
    name: 'debian-tiny-1.0',
    kind: 'system',
    diskFormat: 'qcow2',
    osType: 'linux',
    osDistro: 'debian',
    osVersion: '12',
  });
  const imageId = String(made['id']);
  const bytes = await readFile(await bootImage('a'));
  await owner.ask('PUT', `${below(owner)}/images/${imageId}/file`, bytes);
  await owner.share([imageId], [user.projectId]);
  await user.answer([imageId], 'accepted');

  const finish = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const begun = await user.ask('POST', `${below(user)}${path}`, body);
    const job = await waitUntil('the job has ended', 180, async () => {
      const found = await user.ask('GET', `${below(user)}/jobs/${String(begun['jobId'])}`);
      return found['endedAt'] === null ? undefined : found;
    });
    if (job['status'] !== 'succeeded') throw new Error(`${path}: ${JSON.stringify(job)}`);
    return begun;
  };
  const servers = await finish('/servers', {
    name: 'web',
    count: 2,
    flavorId: 's1.small',
    imageId,
    login: { kind: 'password', password: guestPassword },
    dataDisks: [{ size: 2, name: 'web-data' }],
  });
  const disks = await finish('/disks', { name: 'archive', size: 20 });
  const serverIds = servers['serverIds'] as string[];
  return {
    serverId: serverIds[0] ?? '',
    imageId,
    end: async () => {
      await finish('/servers/deletions', { serverIds, deleteDisks: true });
      await finish('/disks/deletions', { diskIds: disks['diskIds'] });
    },
  };
}

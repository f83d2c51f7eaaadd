// What is asked for when servers are made, and the checks that need nothing else.
import type { VolumeType } from '../disks/disk.ts';
import { Fault } from '../fault.ts';
import type { OnceInput } from '../jobs/once.ts';
import type { Settings } from '../settings.ts';
import type { NewLogin } from './login.ts';
import { checkServerDescription, checkServerName } from './server-names.ts';

/** A data disk that comes with a server: empty, or of a data image. */
export interface NewServerDisk {
  readonly name?: string | undefined;
  /** GiB; default with an image: what that needs. */
  readonly size?: number | undefined;
  readonly imageId?: string | null | undefined;
  readonly volumeType?: VolumeType | undefined;
  /** Default: it stays when the server is deleted. */
  readonly deleteWithServer?: boolean | undefined;
}

export interface ServerShape {
  readonly description?: string | undefined;
  readonly flavorId: string;
  readonly imageId: string;
  /** GiB of the system disk; default: what the image needs. */
  readonly diskSize?: number | undefined;
  readonly rootVolumeType?: VolumeType | undefined;
  readonly dataDisks?: readonly NewServerDisk[] | undefined;
  /** As text, not encoded. */
  readonly userData?: string | null | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
}

export interface NewServers extends ServerShape, OnceInput {
  readonly name: string;
  /** Default 1; with more the names are `name-0001` and on. */
  readonly count?: number | undefined;
  /** The names outright, one for each server; name and count say nothing then. */
  readonly names?: readonly string[] | undefined;
  readonly login: NewLogin;
}

export interface ServersBegun {
  readonly jobId: string;
  /** In the order of their names. */
  readonly serverIds: readonly string[];
}

/** Faults: invalid (a name, the description, too many at once), tooLarge (user data), quota (data disks of one server). */
export function checkNewServers(
  settings: Settings,
  names: readonly string[],
  { description = '', dataDisks = [], userData = null }: ServerShape,
): void {
  if (names.length === 0 || names.length > settings.serversPerBatch) {
    const most = settings.serversPerBatch;
    throw new Fault(
      'invalid',
      'server.too-many-at-once',
      `One call makes 1 to ${most} servers, not ${names.length}.`,
      { detail: { most } },
    );
  }
  for (const name of names) checkServerName(name);
  checkServerDescription(description);
  checkUserData(settings, userData);
  if (dataDisks.length > settings.disksPerServer) throw tooManyDisks(settings.disksPerServer);
}

/** Faults: tooLarge, invalid (what a text cannot hold). */
export function checkUserData({ userDataCap }: Settings, userData: string | null): void {
  if (userData === null) return;
  if (Buffer.byteLength(userData) > userDataCap) {
    throw new Fault(
      'tooLarge',
      'server.user-data-too-large',
      `The user data of a server has ${userDataCap} bytes at most.`,
      { detail: { limit: userDataCap } },
    );
  }
  if (userData.includes('\0')) {
    throw new Fault('invalid', 'server.invalid-user-data', 'The user data of a server is text.');
  }
}

/** The fault for one data disk more than a server may have. */
export function tooManyDisks(limit: number): Fault {
  return new Fault(
    'quota',
    'server.too-many-disks',
    `A server may have ${limit} data disks at most.`,
    { detail: { limit } },
  );
}

// What this machine has for running servers, and how far it lets us confine them.
import { randomUUID } from 'node:crypto';
import { access, constants, open, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { causeCode } from '../../../lib/cause-code.ts';
import type { Accelerator, EngineStatus } from '../engine.ts';
import { inCell, lendTo, type CellUser } from './cell.ts';
import type { Rights } from './confined-command.ts';
import type { ControlGroups } from './control-group.ts';
import type { Folders } from './folders.ts';
import { runTool } from './run-tool.ts';
import { tryGuest } from './trial.ts';

export interface UserRange {
  /** The first of them is for tools, each server has one of the others. */
  readonly first: number;
  readonly count: number;
}

export interface Machine {
  readonly status: EngineStatus;
  readonly accelerator: Accelerator;
  /** What a program needs to use the accelerator. */
  readonly rights: Rights;
  /** The code of the UEFI firmware, and what its settings are at first. */
  readonly firmware: { readonly code: string; readonly vars: string } | null;
}

export interface MachineOptions {
  readonly folders: Folders;
  readonly accelerator: 'auto' | Accelerator;
  readonly users: UserRange | null;
  readonly groups: ControlGroups | null;
  readonly log: (line: string) => void;
}

const programs = [
  ['qemu-system-x86_64', '--version', 'qemu-system-x86'],
  ['qemu-img', '--version', 'qemu-utils'],
  ['xorriso', '-version', 'xorriso'],
] as const;

const firmwares = [
  { code: '/usr/share/OVMF/OVMF_CODE_4M.fd', vars: '/usr/share/OVMF/OVMF_VARS_4M.fd' },
  { code: '/usr/share/OVMF/OVMF_CODE.fd', vars: '/usr/share/OVMF/OVMF_VARS.fd' },
] as const;

const kvmDevice = '/dev/kvm';

/** Looks at the machine, and runs a guest of a few bytes to see whether it can. Takes up to some seconds. */
export async function lookAtMachine(options: MachineOptions): Promise<Machine> {
  const { folders, users, groups, log } = options;
  const user = toolUser(users);
  const missing: string[] = [];
  await lookAtFolder(folders, user, missing);
  const version = missing.length > 0 ? null : await lookForPrograms(folders, user, missing);
  const chosen = missing.length === 0 ? await chooseAccelerator(options, missing) : null;
  const firmware = await findFirmware();
  if (chosen !== null) {
    const by = chosen.accelerator === 'kvm' ? 'KVM' : 'TCG';
    const as = users === null ? "as Accord's own user" : 'each as a user of its own';
    const limited = groups === null ? 'without' : 'with';
    log(`${version}, ${by}: servers run ${as}, ${limited} control groups, system calls filtered.`);
  }
  return {
    accelerator: chosen?.accelerator ?? 'tcg',
    rights: chosen?.rights ?? {},
    firmware,
    status: {
      available: missing.length === 0,
      missing,
      version,
      accelerator: chosen?.accelerator ?? null,
      architectures: chosen === null ? [] : ['x86_64'],
      firmwares: firmware === null ? ['bios'] : ['bios', 'uefi'],
      confinement: {
        user: users === null ? 'shared' : 'own',
        sandbox: true,
        limits: true,
        controlGroup: groups !== null,
        network: true,
      },
    },
  };
}

/** The user that tools run as. */
export function toolUser(users: UserRange | null): CellUser {
  return users === null ? null : users.first;
}

/** Servers' programs get second names of their disks, and become their owners. Some shared folders know neither. */
async function lookAtFolder(folders: Folders, user: CellUser, missing: string[]): Promise<void> {
  const file = join(folders.work, randomUUID());
  try {
    await writeFile(file, '');
    await inCell(folders.work, user, async (cell) => {
      await lendTo(cell, file, 'file');
      if (user !== null && (await stat(file)).uid !== user) throw new Error('owners are ignored');
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    missing.push(`The engine's folder is of no use for disks: ${message}.`);
  } finally {
    await rm(file, { force: true });
  }
}

/** Runs each program as it will be run later. Returns QEMU's name and version. */
async function lookForPrograms(
  folders: Folders,
  user: CellUser,
  missing: string[],
): Promise<string | null> {
  const packages: string[] = [];
  let version: string | null = null;
  for (const [program, flag, debianPackage] of programs) {
    try {
      const said = await inCell(
        folders.work,
        user,
        async (cell) => await runTool(cell, [program, flag]),
      );
      if (program === 'qemu-system-x86_64')
        version = `QEMU ${/version (\S+)/.exec(said)?.[1] ?? ''}`;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (/No such file or directory/.test(message) || causeCode(error) === 'ENOENT')
        packages.push(debianPackage);
      else missing.push(`${program} does not run: ${message}`);
    }
  }
  if (packages.length > 0) {
    missing.push(
      `Not installed: ${packages.join(', ')}. Run: apt-get install --no-install-recommends ${packages.join(' ')}`,
    );
  }
  return version;
}

async function chooseAccelerator(
  { folders, accelerator, users, log }: MachineOptions,
  missing: string[],
): Promise<{ accelerator: Accelerator; rights: Rights } | null> {
  const user = toolUser(users);
  if (accelerator !== 'tcg') {
    const rights = await rightsToKvm(user);
    const refusal =
      rights === null
        ? `${kvmDevice} cannot be opened`
        : await inCell(folders.work, user, async (cell) => await tryGuest(cell, 'kvm', rights));
    if (refusal === null && rights !== null) return { accelerator: 'kvm', rights };
    if (accelerator === 'kvm') {
      missing.push(`KVM does not work on this machine: ${refusal}.`);
      return null;
    }
    log(`KVM does not work here (${refusal}): servers run without it, more slowly.`);
  }
  const refusal = await inCell(folders.work, user, async (cell) => await tryGuest(cell, 'tcg', {}));
  if (refusal === null) return { accelerator: 'tcg', rights: {} };
  missing.push(`QEMU does not run here: ${refusal}.`);
  return null;
}

/** What a program of that user needs to open KVM's device; null when it cannot. */
async function rightsToKvm(user: CellUser): Promise<Rights | null> {
  try {
    await (await open(kvmDevice, 'r+')).close();
  } catch {
    // Not there, or not for us: whatever the reason, there is no KVM.
    return null;
  }
  if (user === null) return {};
  const { mode, gid } = await stat(kvmDevice);
  if ((mode & 0o006) === 0o006) return {};
  if ((mode & 0o060) === 0o060 && gid !== 0) return { group: gid };
  return { dropsByItself: true };
}

async function findFirmware(): Promise<Machine['firmware']> {
  for (const firmware of firmwares) {
    try {
      await access(firmware.code, constants.R_OK);
      await access(firmware.vars, constants.R_OK);
      return firmware;
    } catch (error) {
      if (causeCode(error) !== 'ENOENT' && causeCode(error) !== 'EACCES') throw error;
    }
  }
  return null;
}

// From a plan to a guest that runs.
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { causeCode } from '../../../lib/cause-code.ts';
import { EngineError, type ServerPlan } from '../engine.ts';
import { inCell, lendTo, makeCell, showIn, takeBack, type Cell } from './cell.ts';
import { confine } from './confined-command.ts';
import { putBack } from './end-run.ts';
import type { Host } from './host.ts';
import { notStarted, readLastWords } from './last-words.ts';
import { connectQmp, LiveServer, type Hearer } from './live-server.ts';
import type { Machine } from './machine.ts';
import { QmpLost, type Qmp, type QmpEvent } from './qmp.ts';
import { makeSeed } from './seed.ts';
import { diskSlots, inServerCell, serverCommand, type LentDisk } from './server-command.ts';
import type { Run, ServerFiles } from './server-files.ts';
import { describeProcess, programName } from './server-process.ts';

/** How long QEMU may take before it answers. */
const patience = 30_000;
/** MiB that stay for everything else. */
const reserve = 128;

/**
 * Starts a server that does not run. A failure leaves nothing behind but its logs.
 * Errors: unavailable, unsupported, no-memory, port-taken, disk-busy, not-started.
 */
export async function startServer(
  host: Host,
  files: ServerFiles,
  plan: ServerPlan,
  hearer: Hearer,
): Promise<LiveServer> {
  const machine = await host.machine();
  await check(host, machine, plan);
  await mkdir(files.folder, { recursive: true, mode: 0o700 });
  await files.forgetEnd();
  // From here on there is a trace of the program, even if this process ends before it knows its pid.
  const run = await host.runs.begin(files, { bootId: host.bootId, disks: plan.disks });
  try {
    const cell = await makeCell(files.cell, run.user);
    const disks = await furnish(host, machine, files, plan, cell);
    const child = await launch(host, machine, files, plan, cell, disks);
    const qmp = await reach(child, cell, files, (event) => hearer.event(event));
    const process = await letRun(host, files, plan, run, child, qmp);
    return new LiveServer({ files, cell, process, child, qmp }, hearer);
  } catch (error) {
    await putBack(host, files);
    throw error;
  }
}

async function check(host: Host, machine: Machine, plan: ServerPlan): Promise<void> {
  const { architectures, firmwares } = machine.status;
  if (!architectures.includes(plan.architecture)) {
    throw new EngineError(
      'unsupported',
      `Servers of architecture ${plan.architecture} do not run here.`,
    );
  }
  if (!firmwares.includes(plan.firmware)) {
    throw new EngineError(
      'unsupported',
      `Servers with ${plan.firmware.toUpperCase()} firmware need the package ovmf.`,
    );
  }
  for (const { diskId, slot } of plan.disks) {
    if (slot < 0 || slot >= diskSlots) throw new Error(`there is no slot ${slot}`);
    if (!(await host.disks.has(diskId))) throw new Error(`there is no disk ${diskId}`);
  }
  const free = /^MemAvailable:\s+(\d+) kB$/m.exec(await readFile('/proc/meminfo', 'utf8'))?.[1];
  if (free !== undefined && Number(free) / 1024 < plan.memory + reserve) {
    throw new EngineError('no-memory', 'The machine has not enough memory for it.');
  }
}

/** Puts what the program needs into its cell. */
async function furnish(
  host: Host,
  machine: Machine,
  files: ServerFiles,
  plan: ServerPlan,
  cell: Cell,
): Promise<LentDisk[]> {
  // As Accord's own user: it insists on the whole path of its files, and does not look into what they hold.
  await inCell(host.folders.work, null, async (tools) => {
    await makeSeed(tools, plan.seed, inServerCell.seed);
    const made = join(tools.folder, inServerCell.seed);
    await takeBack(made);
    await showIn(cell, made, inServerCell.seed);
  });
  if (plan.firmware === 'uefi' && machine.firmware !== null) {
    await keepFirmwareVars(machine.firmware.vars, files.firmwareVars);
    await lendTo(cell, files.firmwareVars, inServerCell.firmwareVars);
  }
  const lent: LentDisk[] = [];
  for (const disk of plan.disks)
    lent.push({ ...disk, base: await host.disks.lend(cell, disk.diskId) });
  return lent;
}

async function keepFirmwareVars(from: string, to: string): Promise<void> {
  try {
    await access(to);
  } catch (error) {
    if (causeCode(error) !== 'ENOENT') throw error;
    await copyFile(from, `${to}.new`);
    await rename(`${to}.new`, to);
  }
}

async function launch(
  host: Host,
  machine: Machine,
  files: ServerFiles,
  plan: ServerPlan,
  cell: Cell,
  disks: readonly LentDisk[],
): Promise<ChildProcess> {
  const command = serverCommand({
    plan,
    disks,
    name: programName(host.folders.id, files.id),
    accelerator: machine.accelerator,
    firmwareCode: machine.firmware?.code ?? null,
    becomes: machine.rights.dropsByItself === true ? cell.user : null,
  });
  const limits = {
    openFiles: 1024,
    // Those of its own user are its own alone.
    processes: cell.user === null ? null : 256,
    addressSpace: null,
  };
  const { file, args, options } = confine(cell, command, limits, machine.rights);
  const [serial, errors] = [await openLog(files.serialLog), await openLog(files.errorsLog)];
  try {
    const stdio = ['ignore', errors.fd, errors.fd, serial.fd] as const;
    // In a session of its own: it runs on when this process ends.
    const child = spawn(file, args, { ...options, detached: true, stdio: [...stdio] });
    child.unref();
    return child;
  } finally {
    await serial.close();
    await errors.close();
  }
}

/** Empty, and such that writing goes on at the new end when it is cut. */
async function openLog(file: string): Promise<FileHandle> {
  const { O_WRONLY, O_APPEND, O_CREAT, O_TRUNC } = constants;
  return await open(file, O_WRONLY | O_APPEND | O_CREAT | O_TRUNC, 0o600);
}

/** Waits until the program answers. Errors: what `notStarted` makes of its last words. */
async function reach(
  child: ChildProcess,
  cell: Cell,
  files: ServerFiles,
  listener: (event: QmpEvent) => void,
): Promise<Qmp> {
  const ended = new Promise<'ended'>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve('ended'));
  });
  const deadline = performance.now() + patience;
  for (let pause = 5; performance.now() < deadline; pause = Math.min(pause * 2, 50)) {
    if ((await Promise.race([ended, delay(pause, 'waited' as const)])) === 'ended') {
      throw notStarted(await readLastWords(files.errorsLog));
    }
    try {
      return await connectQmp(cell, listener);
    } catch (error) {
      // It does not listen yet, or has just ended, maybe after it had begun to answer.
      if (error instanceof QmpLost) continue;
      const code = causeCode(error);
      if (code !== 'ENOENT' && code !== 'ECONNREFUSED' && code !== 'ECONNRESET') throw error;
    }
  }
  throw new EngineError('not-started', 'Its program does not answer.');
}

/** Writes down which process it is, and lets the guest run. */
async function letRun(
  host: Host,
  files: ServerFiles,
  plan: ServerPlan,
  run: Run,
  child: ChildProcess,
  qmp: Qmp,
): Promise<NonNullable<Run['process']>> {
  const known = child.pid === undefined ? null : await describeProcess(child.pid);
  if (known === null) throw notStarted(await readLastWords(files.errorsLog));
  await host.groups?.enclose(known.pid, plan);
  await host.runs.keep(files, { ...run, process: known });
  await qmp.execute('cont');
  return known;
}

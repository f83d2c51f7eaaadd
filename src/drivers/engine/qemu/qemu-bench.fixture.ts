// What tests of the QEMU engine share: an engine in a folder of its own, and a server whose guest does as it is told.
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { baseOf, planServer, until } from '../engine.contract.ts';
import type { DiskBase, ServerEvent, ServerPlan } from '../engine.ts';
import { QemuEngine, type QemuOptions } from './qemu-engine.ts';
import type { Run } from './server-files.ts';
import { makeToyDisk } from './toy-guest.fixture.ts';

/** A QEMU engine as tests want it: without KVM, which is not everywhere, and with little patience. */
export async function openQemu(
  folder: string,
  options: Partial<QemuOptions> = {},
): Promise<QemuEngine> {
  return await QemuEngine.open({
    folder,
    accelerator: 'tcg',
    uids: { first: 731_000, count: 50 },
    detachPatience: 300,
    log: () => undefined,
    ...options,
  });
}

export class QemuBench {
  readonly folder: string;
  readonly events: ServerEvent[] = [];
  engine: QemuEngine;
  readonly #servers: string[] = [];

  private constructor(folder: string, engine: QemuEngine) {
    this.folder = folder;
    this.engine = engine;
    engine.watch((event) => void this.events.push(event));
  }

  /** Ends with the test, with all its servers. `name`: of the engine's folder. */
  static async open(t: TestContext, name = 'engine'): Promise<QemuBench> {
    const above = await mkdtemp(join(tmpdir(), 'accord-qemu-'));
    const folder = join(above, name);
    const bench = new QemuBench(folder, await openQemu(folder));
    t.after(async () => {
      for (const id of bench.#servers) await bench.engine.dropServer(id);
      await bench.engine.close();
      await rm(above, { recursive: true });
    });
    return bench;
  }

  /** Another engine in the place of this one, as after a restart of Accord; `meanwhile`: before it is there. */
  async restart(meanwhile: () => Promise<void> = async () => undefined): Promise<void> {
    await this.engine.close();
    await meanwhile();
    this.events.length = 0;
    this.engine = await openQemu(this.folder);
    this.engine.watch((event) => void this.events.push(event));
  }

  /** A new disk of 4 MiB, with the guest when nothing else is said. */
  async disk(base: DiskBase | null = baseOf(makeToyDisk())): Promise<string> {
    const id = randomUUID();
    await this.engine.makeDisk({ id, bytes: 4 * 2 ** 20, base });
    return id;
  }

  /** A new server that does not run yet. */
  async plan(): Promise<ServerPlan> {
    const plan = await planServer([await this.disk()]);
    this.#servers.push(plan.id);
    return plan;
  }

  /** A new server whose guest is there. */
  async run(): Promise<ServerPlan> {
    const plan = await this.plan();
    await this.engine.runServer(plan);
    await until(async () => (await this.log(plan.id)).includes('toy\n'));
    return plan;
  }

  async log(serverId: string): Promise<string> {
    return (await this.engine.readLog(serverId, 0, 10_000)).bytes.toString('latin1');
  }

  /** Tells a guest what to do; resolves with what it answered, once there are so many letters of it. */
  async tell(serverId: string, order: string, letters = 1): Promise<string> {
    const serial = await this.engine.openSerial(serverId);
    const before = (await this.log(serverId)).length;
    serial.write(order);
    await until(async () => (await this.log(serverId)).length >= before + letters);
    serial.destroy();
    return (await this.log(serverId)).slice(before);
  }

  runFile(serverId: string): string {
    return join(this.folder, 'servers', serverId, 'run.json');
  }

  async pid(serverId: string): Promise<number> {
    const run = JSON.parse(await readFile(this.runFile(serverId), 'utf8')) as Run;
    return run.process?.pid ?? 0;
  }
}

export const isRoot = process.getuid?.() === 0;

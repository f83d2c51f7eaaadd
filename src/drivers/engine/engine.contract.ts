// What every engine promises. Each implementation runs it in a file of its own.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { DiskBase, Engine, EngineErrorCode, ServerEvent, ServerPlan } from './engine.ts';

/** An engine to put to the test, and its guests' hands. */
export interface Bench {
  readonly engine: Engine;
  /** The bytes of a raw disk from which a guest starts that soon writes to its serial port. */
  readonly system: Buffer;
  /** A running server's guest switches itself off. */
  readonly switchOff: (serverId: string) => Promise<void>;
}

const MiB = 2 ** 20;

/** Runs the contract; `open` makes an empty engine in a folder. */
export function engineContract(
  name: string,
  open: (t: TestContext, folder: string) => Promise<Bench>,
): void {
  const about = (promise: string, work: (bed: Bed) => Promise<void>): void => {
    test(`${name}: ${promise}`, async (t) => {
      const folder = await mkdtemp(join(tmpdir(), 'accord-engine-'));
      const bed = new Bed(await open(t, join(folder, 'engine')), folder);
      t.after(async () => {
        await bed.end();
        await rm(folder, { recursive: true });
      });
      await work(bed);
    });
  };

  about('a disk is there until it is dropped, and so is its base', async (bed) => {
    const { engine } = bed;
    const id = await bed.disk();
    await engine.makeDisk({ id, bytes: 4 * MiB, base: bed.base });
    const { disks, bases } = await engine.holdings();
    assert.deepEqual([disks, bases], [[id], [bed.base.digest]]);
    for (const _ of ['once', 'again']) {
      await engine.dropDisk(id);
      await engine.dropBase(bed.base.digest);
    }
    assert.deepEqual(await engine.holdings(), { servers: [], disks: [], bases: [] });
  });

  about('a server runs until it is stopped, and its disks outlive it', async (bed) => {
    const { engine } = bed;
    const plan = await bed.plan();
    assert.equal(await engine.stateOf(plan.id), 'stopped');
    await engine.runServer(plan);
    await engine.runServer(plan);
    assert.equal(await engine.stateOf(plan.id), 'running');
    const { servers, disks } = await engine.holdings();
    assert.deepEqual(servers, [{ id: plan.id, state: 'running' }]);
    for (const _ of ['once', 'again']) await engine.stopServer(plan.id, 0);
    assert.equal(await engine.stateOf(plan.id), 'stopped');
    for (const _ of ['once', 'again']) await engine.dropServer(plan.id);
    assert.deepEqual(await engine.holdings(), { servers: [], disks, bases: [bed.base.digest] });
  });

  about('dropping a server ends it', async (bed) => {
    const plan = await bed.run();
    await bed.engine.dropServer(plan.id);
    assert.equal(await bed.engine.stateOf(plan.id), 'stopped');
    const [disk] = plan.disks;
    await bed.engine.dropDisk(disk?.diskId ?? '');
  });

  about('a server without its disk does not start, nor one that cannot run here', async (bed) => {
    const { engine } = bed;
    const plan = await bed.plan();
    await assert.rejects(engine.runServer({ ...plan, disks: [{ diskId: randomUUID(), slot: 0 }] }));
    await refused(engine.runServer({ ...plan, architecture: 'aarch64' }), 'unsupported');
    assert.equal(await engine.stateOf(plan.id), 'stopped');
    await engine.runServer(plan);
  });

  about('a disk that a running server has is nobody else’s, and is not dropped', async (bed) => {
    const { engine } = bed;
    const { disks } = await bed.run();
    await refused(engine.dropDisk(disks[0]?.diskId ?? ''), 'disk-busy');
    await refused(engine.runServer({ ...(await bed.plan()), disks }), 'disk-busy');
    const other = await bed.run();
    await refused(
      engine.attachDisk(other.id, { diskId: disks[0]?.diskId ?? '', slot: 3 }),
      'disk-busy',
    );
    assert.equal(await engine.stateOf(other.id), 'running');
  });

  about('a disk is plugged into a running server once, into a slot that is free', async (bed) => {
    const { engine } = bed;
    const plan = await bed.run();
    const [first, second] = [await bed.disk(), await bed.disk()];
    for (const _ of ['once', 'again']) await engine.attachDisk(plan.id, { diskId: first, slot: 1 });
    assert.deepEqual(await engine.disksOf(plan.id), [...plan.disks, { diskId: first, slot: 1 }]);
    await refused(engine.dropDisk(first), 'disk-busy');
    await refused(engine.attachDisk(plan.id, { diskId: second, slot: 1 }), 'disk-busy');
    await engine.dropDisk(second);
    await engine.stopServer(plan.id, 0);
    await engine.dropDisk(first);
  });

  about('nothing is plugged into a server that does not run, or pulled from it', async (bed) => {
    const { engine } = bed;
    const diskId = await bed.disk();
    await engine.attachDisk(randomUUID(), { diskId, slot: 1 });
    assert.deepEqual(await engine.disksOf(randomUUID()), []);
    await engine.detachDisk(randomUUID(), diskId);
    await engine.detachDisk((await bed.run()).id, diskId);
    await engine.dropDisk(diskId);
  });

  about('disks grow, and never shrink, whether or not a server has them', async (bed) => {
    const { engine } = bed;
    const plan = await bed.plan();
    const diskId = plan.disks[0]?.diskId ?? '';
    await engine.growDisk(diskId, 6 * MiB, null);
    await engine.runServer(plan);
    for (const bytes of [8 * MiB, 5 * MiB]) await engine.growDisk(diskId, bytes, plan.id);
    assert.equal(await bed.sizeOfCopy(plan.id, diskId), 8 * MiB);
    await engine.stopServer(plan.id, 0);
    await engine.growDisk(diskId, 6 * MiB, plan.id);
    assert.equal(await bed.sizeOfCopy(plan.id, diskId), 8 * MiB);
  });

  about('disks that different servers and nobody have are copied in one call', async (bed) => {
    const { engine, folder } = bed;
    const plan = await bed.run();
    const ids = [plan.disks[0]?.diskId ?? '', await bed.disk()];
    const files = ids.map((id) => join(folder, `${id}.qcow2`));
    const copies = ids.map((diskId, index) => ({ diskId, file: files[index] ?? '' }));
    const seen: number[] = [];
    const options = {
      signal: new AbortController().signal,
      progress: (done: number) => void seen.push(done),
    };
    await engine.copyDisks(plan.id, copies, options);
    for (const file of files) assert.equal(virtualSize(await readFile(file)), 4 * MiB);
    assert.equal(seen.at(-1), 1);
    assert.deepEqual(
      seen,
      seen.toSorted((one, other) => one - other),
    );
    // What is there is not written over.
    await assert.rejects(engine.copyDisks(plan.id, copies, options), { code: 'EEXIST' });
  });

  about('a copy that is called off leaves no file', async (bed) => {
    const { engine, folder } = bed;
    const plan = await bed.run();
    const reason = new Error('called off');
    const signal = AbortSignal.abort(reason);
    const file = join(folder, 'copy');
    for (const serverId of [plan.id, null]) {
      const diskId = serverId === null ? await bed.disk() : (plan.disks[0]?.diskId ?? '');
      const copying = engine.copyDisks(serverId, [{ diskId, file }], {
        signal,
        progress: () => undefined,
      });
      await assert.rejects(copying, reason);
      await assert.rejects(access(file), { code: 'ENOENT' });
    }
  });

  about(
    'what a server does of its own accord is told, what it was asked for is not',
    async (bed) => {
      const { engine, events } = bed;
      const plan = await bed.run();
      await engine.stopServer(plan.id, 0);
      await engine.runServer(plan);
      await bed.bench.switchOff(plan.id);
      await until(() => events.length > 0);
      assert.deepEqual(events, [{ kind: 'stopped', serverId: plan.id }]);
      assert.equal(await engine.stateOf(plan.id), 'stopped');
    },
  );

  about('the log of the serial console begins anew with each run', async (bed) => {
    const { engine } = bed;
    const plan = await bed.run();
    const log = async (from: number, limit: number): Promise<[number, string]> => {
      const part = await engine.readLog(plan.id, from, limit);
      return [part.from, part.bytes.toString()];
    };
    await until(async () => (await log(0, 100))[1].length >= 3);
    const [, text] = await log(0, 100);
    assert.deepEqual(await log(1, 2), [1, text.slice(1, 3)]);
    assert.deepEqual(await log(text.length, 100), [text.length, '']);
    assert.deepEqual(await log(1000, 2), [0, text.slice(0, 2)]);
    await engine.dropServer(plan.id);
    assert.deepEqual(await log(0, 100), [0, '']);
  });

  about('one at a time has the serial console', async (bed) => {
    const { engine } = bed;
    const plan = await bed.run();
    const first = await engine.openSerial(plan.id);
    const ended = new Promise((resolve) => void first.once('close', resolve));
    const second = await engine.openSerial(plan.id);
    await ended;
    second.write('x');
    assert.match(await readUntil(second, 'x'), /x/);
  });

  about('the screen speaks RFB', async (bed) => {
    const screen = await bed.engine.openScreen((await bed.run()).id);
    assert.match(await readUntil(screen, '\n'), /^RFB 003\.008\n/);
  });

  about('a server that does not run has neither console nor screen nor reset', async (bed) => {
    const { engine } = bed;
    const { id } = await bed.plan();
    await refused(engine.openSerial(id), 'not-running');
    await refused(engine.openScreen(id), 'not-running');
    await refused(engine.resetServer(id), 'not-running');
  });
}

class Bed {
  readonly bench: Bench;
  readonly folder: string;
  readonly events: ServerEvent[] = [];
  readonly base: DiskBase;
  readonly #servers: string[] = [];

  constructor(bench: Bench, folder: string) {
    this.bench = bench;
    this.folder = folder;
    this.base = baseOf(bench.system);
    bench.engine.watch((event) => void this.events.push(event));
  }

  get engine(): Engine {
    return this.bench.engine;
  }

  /** A new disk of 4 MiB with the system. */
  async disk(): Promise<string> {
    const id = randomUUID();
    await this.engine.makeDisk({ id, bytes: 4 * MiB, base: this.base });
    return id;
  }

  /** A new server with one such disk. */
  async plan(): Promise<ServerPlan> {
    const plan = await planServer([await this.disk()]);
    this.#servers.push(plan.id);
    return plan;
  }

  async run(): Promise<ServerPlan> {
    const plan = await this.plan();
    await this.engine.runServer(plan);
    await this.engine.holdings();
    return plan;
  }

  async sizeOfCopy(serverId: string, diskId: string): Promise<number> {
    const file = join(this.folder, randomUUID());
    const options = { signal: new AbortController().signal, progress: () => undefined };
    await this.engine.copyDisks(serverId, [{ diskId, file }], options);
    return virtualSize(await readFile(file));
  }

  async end(): Promise<void> {
    for (const id of this.#servers) await this.engine.dropServer(id);
    await this.engine.close();
  }
}

/** A raw disk as a base. */
export function baseOf(bytes: Buffer): DiskBase {
  return {
    digest: createHash('sha256').update(bytes).digest('hex'),
    format: 'raw',
    bring: async (file) => await writeFile(file, bytes, { flag: 'wx' }),
  };
}

/** A small server with those disks. */
export async function planServer(diskIds: readonly string[]): Promise<ServerPlan> {
  return {
    id: randomUUID(),
    vcpus: 1,
    memory: 64,
    architecture: 'x86_64',
    firmware: 'bios',
    disks: diskIds.map((diskId, slot) => ({ diskId, slot })),
    seed: { metaData: 'instance-id: one\n', userData: '#cloud-config\n' },
    mac: '52:54:00:12:34:56',
    sshPort: await freePort(),
  };
}

/** Waits until something is so; fails when it is not within some seconds. */
export async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!(await is())) {
    assert.ok(performance.now() < deadline, 'it did not come to be');
    await delay(10);
  }
}

/** What comes from a stream until that has come; the stream is then let go. */
async function readUntil(stream: Duplex, end: string): Promise<string> {
  let text = '';
  for await (const bytes of stream.setEncoding('latin1')) {
    text += String(bytes);
    if (text.includes(end)) break;
  }
  return text;
}

/** Expects an EngineError of that code. */
export async function refused(work: Promise<unknown>, code: EngineErrorCode): Promise<void> {
  await assert.rejects(work, { name: 'EngineError', code });
}

/** The bytes that a guest sees of a qcow2 file. */
function virtualSize(file: Buffer): number {
  assert.equal(file.toString('latin1', 0, 4), 'QFI\xfb');
  assert.equal(file.readBigUInt64BE(8), 0n, 'it needs no other file');
  return Number(file.readBigUInt64BE(24));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => void server.close(resolve));
  assert.ok(typeof address === 'object' && address !== null);
  return address.port;
}

// A machine that runs a disk image, with plain QEMU: nothing of this product's own way to run servers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { runTool } from './run-tool.ts';

export interface MachineOptions {
  /** For what the machine needs; it must outlive it. */
  readonly folder: string;
  /** A qcow2 file that the machine writes to. */
  readonly disk: string;
  readonly metaData: string;
  readonly userData: string;
}

export interface Machine {
  /** ssh's port on the loopback. */
  readonly port: number;
  /** Resolves to what the serial console has said once that matches. */
  says(what: RegExp): Promise<string>;
  /** A command of QEMU's monitor protocol. */
  command(name: string): Promise<void>;
  /** Resolves when the machine is off; within `seconds`. */
  ends(seconds: number): Promise<void>;
}

const startsWithinSeconds = 120;

/** Starts a machine without hardware acceleration, so that it is the same everywhere. It ends with the test at the latest. */
export async function startMachine(t: TestContext, options: MachineOptions): Promise<Machine> {
  const { folder, disk } = options;
  const own = await mkdtemp(join(folder, 'machine-'));
  const seed = await makeSeed(own, options);
  const port = await freePort();
  const network = `user,id=net,restrict=on,hostfwd=tcp:127.0.0.1:${port}-:22`;
  const child = spawn(
    'qemu-system-x86_64',
    [
      ['-accel', 'tcg', '-m', '128', '-nodefaults', '-no-user-config', '-display', 'none'],
      ['-device', 'VGA', '-serial', 'stdio', '-qmp', 'unix:qmp.sock,server=on,wait=off'],
      ['-drive', `file=${disk},format=qcow2,if=virtio,cache=unsafe`],
      ['-drive', `file=${seed},format=raw,if=ide,media=cdrom,readonly=on`],
      ['-netdev', network, '-device', 'virtio-net-pci,netdev=net', '-device', 'virtio-rng-pci'],
    ].flat(),
    { cwd: own, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const closed = once(child, 'close');
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  t.after(async () => {
    child.kill('SIGKILL');
    await closed;
  });
  return {
    port,
    async says(what) {
      const late = AbortSignal.timeout(startsWithinSeconds * 1000);
      while (!what.test(said)) {
        try {
          await Promise.race([once(child.stdout, 'data', { signal: late }), closed]);
        } catch {
          assert.fail(`the machine has not said ${String(what)}:\n${said}`);
        }
        if (child.exitCode !== null && !what.test(said)) assert.fail(`the machine ended:\n${said}`);
      }
      return said;
    },
    async command(name) {
      const socket = connect(join(own, 'qmp.sock'));
      socket.setEncoding('utf8');
      await once(socket, 'data');
      socket.write('{"execute":"qmp_capabilities"}\n');
      await once(socket, 'data');
      socket.write(`${JSON.stringify({ execute: name })}\n`);
      await once(socket, 'data');
      socket.destroy();
    },
    async ends(seconds) {
      const late = AbortSignal.timeout(seconds * 1000);
      if (child.exitCode === null) await once(child, 'exit', { signal: late });
    },
  };
}

/** The small disk that tells a machine who it is. */
async function makeSeed(folder: string, options: MachineOptions): Promise<string> {
  const content = join(folder, 'seed');
  await mkdir(content);
  await writeFile(join(content, 'meta-data'), options.metaData);
  await writeFile(join(content, 'user-data'), options.userData);
  const file = join(folder, 'seed.iso');
  const layout = ['-volid', 'cidata', '-joliet', 'on', '-map', content, '/'];
  await runTool('xorriso', ['-outdev', file, ...layout]);
  return file;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

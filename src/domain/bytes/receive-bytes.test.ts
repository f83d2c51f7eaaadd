import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Fault } from '../fault.ts';
import { receiveBytes } from './receive-bytes.ts';

const mebibyte = 1 << 20;
const noLimit = Number.MAX_SAFE_INTEGER;

async function openFile(t: TestContext): Promise<{ file: FileHandle; path: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'accord-receive-'));
  const path = join(folder, 'staged');
  const file = await open(path, 'wx+');
  t.after(async () => {
    await file.close();
    await rm(folder, { recursive: true });
  });
  return { file, path };
}

/** Hands the bytes out in pieces; the sizes are used over and over. */
async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let position = 0;
  for (let turn = 0; position < bytes.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? bytes.length;
    // A copy: a stream's own buffers are used again, too, once they were handed out.
    yield Uint8Array.prototype.slice.call(bytes, position, position + size);
    position += size;
  }
}

function expected(bytes: Uint8Array): { size: number; digest: string; md5: string } {
  return {
    size: bytes.length,
    digest: createHash('sha256').update(bytes).digest('hex'),
    md5: createHash('md5').update(bytes).digest('hex'),
  };
}

const sizes = [
  0,
  1,
  mebibyte - 1,
  mebibyte,
  mebibyte + 1,
  4 * mebibyte - 1,
  4 * mebibyte,
  4 * mebibyte + 1,
  9 * mebibyte,
];

for (const size of sizes) {
  test(`${size} bytes arrive whole, with their hashes`, async (t) => {
    const bytes = randomBytes(size);
    for (const pieces of [[65_536], [mebibyte], [size + 1], [1000, 77_777, 3]]) {
      const { file, path } = await openFile(t);
      const received = await receiveBytes(inPieces(bytes, pieces), file, noLimit);
      assert.deepEqual(received, expected(bytes));
      assert.ok(bytes.equals(await readFile(path)), `in pieces of ${pieces.join(', ')}`);
    }
  });
}

test('however the bytes are cut into pieces, they arrive whole', async (t) => {
  const lengths = fc.array(
    fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 70_000 }),
      fc.constantFrom(mebibyte - 1, mebibyte, mebibyte + 1, 2 * mebibyte, 3 * mebibyte + 7),
    ),
    { maxLength: 12 },
  );
  await fc.assert(
    fc.asyncProperty(lengths, async (cuts) => {
      const { file, path } = await openFile(t);
      const pieces = cuts.map((length) => randomBytes(length));
      async function* source(): AsyncGenerator<Uint8Array> {
        yield* pieces;
      }
      const received = await receiveBytes(source(), file, noLimit);
      const whole = Buffer.concat(pieces);
      assert.deepEqual(received, expected(whole));
      assert.ok(whole.equals(await readFile(path)));
    }),
    { seed: 20_260_131, numRuns: 40 },
  );
});

test('many at once do not mix their hashes', async (t) => {
  const all = await Promise.all(
    Array.from({ length: 8 }, async (_, index) => {
      const bytes = randomBytes(2 * mebibyte + index);
      const { file } = await openFile(t);
      return { bytes, received: await receiveBytes(inPieces(bytes, [99_991]), file, noLimit) };
    }),
  );
  for (const { bytes, received } of all) assert.deepEqual(received, expected(bytes));
});

for (const limit of [0, 10, mebibyte, 5 * mebibyte]) {
  test(`a limit of ${limit} bytes lets as many in, and one more is too large`, async (t) => {
    const { file } = await openFile(t);
    const bytes = randomBytes(limit + 1);
    const whole = bytes.subarray(0, limit);
    assert.deepEqual(await receiveBytes(inPieces(whole, [65_536]), file, limit), expected(whole));
    await assert.rejects(
      receiveBytes(inPieces(bytes, [65_536]), file, limit),
      (error: unknown) => error instanceof Fault && error.kind === 'tooLarge',
    );
  });
}

test('no more is taken from the source once the limit is exceeded', async (t) => {
  const { file } = await openFile(t);
  let ended = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) yield randomBytes(65_536);
    } finally {
      ended = true;
    }
  }
  await assert.rejects(receiveBytes(endless(), file, 3 * mebibyte), { code: 'image.too-large' });
  assert.ok(ended, 'the source was told to end');
});

for (const size of [0, 100, 2 * mebibyte, 7 * mebibyte + 5]) {
  test(`an error of the source after ${size} bytes passes through`, async (t) => {
    const { file } = await openFile(t);
    const failure = new Error('the client has gone');
    async function* source(): AsyncGenerator<Uint8Array> {
      yield* inPieces(randomBytes(size), [65_536]);
      throw failure;
    }
    await assert.rejects(receiveBytes(source(), file, noLimit), (error) => error === failure);
  });
}

/** A disk that is full after some writes, and says so only when asked. */
function filling(file: FileHandle, writes: number, code: string): FileHandle {
  let left = writes;
  return new Proxy(file, {
    get(target, name): unknown {
      if (name !== 'write') return Reflect.get(target, name, target);
      return async (buffer: Uint8Array, offset: number, length: number, position: number) => {
        left -= 1;
        if (left < 0) throw Object.assign(new Error(`${code}: write`), { code });
        return await target.write(buffer, offset, length, position);
      };
    },
  });
}

for (const code of ['ENOSPC', 'EDQUOT']) {
  test(`${code} while the source makes a pause is reported when it goes on, and harms nobody else`, async (t) => {
    const { file } = await openFile(t);
    const pause = async (): Promise<void> => {
      // Long enough for the failed write to come back, and for node to call a rejection unhandled.
      for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    };
    async function* slowly(): AsyncGenerator<Uint8Array> {
      yield randomBytes(mebibyte);
      await pause();
      yield randomBytes(100);
      await pause();
    }
    await assert.rejects(
      receiveBytes(slowly(), filling(file, 0, code), noLimit),
      (error: unknown) =>
        error instanceof Fault && error.kind === 'unavailable' && error.code === 'store.full',
    );
  });
}

test('another error of the disk passes through', async (t) => {
  const { file } = await openFile(t);
  await assert.rejects(
    receiveBytes(inPieces(randomBytes(3 * mebibyte), [65_536]), filling(file, 1, 'EIO'), noLimit),
    { code: 'EIO' },
  );
});

test('writes that take only a part are gone on with', async (t) => {
  const { file, path } = await openFile(t);
  const partial = new Proxy(file, {
    get(target, name): unknown {
      if (name !== 'write') return Reflect.get(target, name, target);
      return async (buffer: Uint8Array, offset: number, length: number, position: number) =>
        await target.write(buffer, offset, Math.min(length, 300_001), position);
    },
  });
  const bytes = randomBytes(3 * mebibyte + 11);
  const received = await receiveBytes(inPieces(bytes, [65_536]), partial, noLimit);
  assert.deepEqual(received, expected(bytes));
  assert.ok(bytes.equals(await readFile(path)));
});

test('a disk that is really full is an unavailable fault', async (t) => {
  // 2 MiB of tmpfs in a mount namespace of its own: nothing to undo, and an ordinary user may do it as well.
  const script = fileURLToPath(new URL('./receive-on-full-disk.fixture.ts', import.meta.url));
  const folder = await mkdtemp(join(tmpdir(), 'accord-full-'));
  t.after(async () => await rm(folder, { recursive: true }));
  const user = process.getuid?.() === 0 ? [] : ['--user', '--map-root-user'];
  const output = execFileSync(
    'unshare',
    [
      ...user,
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs -o size=2m tmpfs "$1" && exec "$2" "$3" "$1/staged"',
      'sh',
      folder,
      process.execPath,
      script,
    ],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 30_000,
      killSignal: 'SIGKILL',
    },
  );
  assert.deepEqual(JSON.parse(output), { kind: 'unavailable', code: 'store.full' });
});

test('memory does not grow with the size of the upload', async (t) => {
  const script = fileURLToPath(new URL('./receive-memory.fixture.ts', import.meta.url));
  const peak = async (size: number): Promise<number> => {
    const { path } = await openFile(t);
    const child = spawn(process.execPath, [script, path, String(size)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(child, 'close');
    return Number(Buffer.concat(chunks).toString());
  };
  const small = await peak(16 * mebibyte);
  const large = await peak(512 * mebibyte);
  t.diagnostic(`peak of resident memory: ${small} KiB for 16 MiB, ${large} KiB for 512 MiB`);
  assert.ok(large > 0 && large - small < 48 * 1024, `${small} KiB, ${large} KiB`);
});

// How fast image bytes come in and go out, at all sides in turn, beside what nginx and dd make of the same file.
import { stat } from 'node:fs/promises';
import { mustRun } from '../../test/contract/support/run-command.ts';
import { copyDurably } from './limits/copy-durably.ts';
import { startNginx } from './limits/nginx.ts';
import { measureCost, waitUntilIdle } from './measure-cost.ts';
import { unwrittenBytes } from './process-usage.ts';
import { changeFile } from './random-file.ts';
import { inTurn, medianBy } from './rounds.ts';
import { runCurl, type Transfer } from './run-curl.ts';
import { nginxName, type TransferKind, type TransferResult } from './results.ts';
import { ask, type Side } from './side.ts';

export const atOnce = 8;

export interface TransferPlan {
  readonly sides: readonly Side[];
  readonly rounds: number;
  /** Of random bytes. */
  readonly file: string;
  /** The same with far less of them, to compare what memory it takes. */
  readonly smallFile: string;
  readonly folder: string;
}

export async function measureTransfers(plan: TransferPlan): Promise<TransferResult[]> {
  return [
    ...(await measureUploads(plan, 'small-upload', plan.smallFile)),
    ...(await measureUploads(plan, 'upload', plan.file)),
    ...(await measureDownloads(plan, { 'small-download': 1 }, plan.smallFile)),
    ...(await measureDownloads(plan, { download: 1, 'downloads-at-once': atOnce }, plan.file)),
  ];
}

async function measureUploads(
  plan: TransferPlan,
  kind: TransferKind,
  file: string,
): Promise<TransferResult[]> {
  const writers = [
    ...plan.sides.map((side) => async () => await upload(side, kind, file)),
    async () => ({ kind, ...(await copyDurably(file, plan.folder)) }),
  ];
  const runs = await inTurn(writers, plan.rounds, async (write) => {
    await changeFile(file);
    await writeEverything();
    // From now on it is read from memory.
    await mustRun('/usr/bin/dd', [`if=${file}`, 'of=/dev/null', 'bs=1M', 'status=none']);
    return await write();
  });
  return medians(runs);
}

async function upload(side: Side, kind: TransferKind, file: string): Promise<TransferResult> {
  const id = await createImage(side);
  const bytes = (await stat(file)).size;
  await waitUntilIdle(side.roots);
  const { value, cost } = await measureCost(side.roots, async () => ({
    ...(await sendFile(side, id, file)),
    unwritten: unwrittenBytes(),
  }));
  const { json } = await ask(side, side.owner, 200, 'GET', `/v2/images/${id}`);
  if (value.status !== 204 || json?.['status'] !== 'active' || json['size'] !== bytes) {
    const said = `${value.status}, then ${JSON.stringify(json)}`;
    throw new Error(`${side.name} did not take the upload: ${said}`);
  }
  await ask(side, side.owner, 204, 'DELETE', `/v2/images/${id}`);
  const { seconds, unwritten } = value;
  return { kind, side: side.name, bytes, seconds, cost, unwritten };
}

interface Source {
  readonly name: string;
  readonly roots: readonly number[];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: number;
  readonly remove: () => Promise<unknown>;
}

/** @param kinds how many downloads at once, by the name of the result */
async function measureDownloads(
  plan: TransferPlan,
  kinds: Readonly<Partial<Record<TransferKind, number>>>,
  file: string,
): Promise<TransferResult[]> {
  const { size: bytes } = await stat(file);
  const sources: Source[] = [];
  try {
    const nginx = await startNginx(plan.folder, file);
    sources.push({
      ...nginx,
      name: nginxName,
      headers: {},
      bytes,
      remove: async () => await nginx.stop(),
    });
    for (const side of plan.sides) sources.push(await makeSource(side, file, bytes));
    await writeEverything();
    // One that does not count brings the bytes into memory, on every side.
    for (const source of sources) await download(source, 'download', 1);
    const results: TransferResult[] = [];
    for (const [name, copies] of Object.entries(kinds)) {
      const kind = name as TransferKind;
      const runs = await inTurn(
        sources,
        plan.rounds,
        async (source) => await download(source, kind, copies),
      );
      results.push(...medians(runs));
    }
    return results;
  } finally {
    for (const source of sources) await source.remove();
  }
}

async function makeSource(side: Side, file: string, bytes: number): Promise<Source> {
  const id = await createImage(side);
  await sendFile(side, id, file);
  return {
    name: side.name,
    roots: side.roots,
    url: `${side.imageUrl}/v2/images/${id}/file`,
    headers: { 'X-Auth-Token': side.owner.token },
    bytes,
    remove: async () => await ask(side, side.owner, 204, 'DELETE', `/v2/images/${id}`),
  };
}

async function download(
  source: Source,
  kind: TransferKind,
  copies: number,
): Promise<TransferResult> {
  await waitUntilIdle(source.roots);
  const { value, cost } = await measureCost(
    source.roots,
    async () =>
      await Promise.all(
        Array.from({ length: copies }, async () => await runCurl(source.url, source)),
      ),
  );
  for (const { status, downloaded } of value) {
    if (status !== 200 || downloaded !== source.bytes) {
      throw new Error(`${source.name} answered ${status} with ${downloaded} bytes`);
    }
  }
  return {
    kind,
    side: source.name,
    bytes: source.bytes * copies,
    seconds: copies > 1 ? cost.seconds : (value[0]?.seconds ?? 0),
    cost,
    unwritten: null,
  };
}

async function createImage(side: Side): Promise<string> {
  const { json } = await ask(side, side.owner, 201, 'POST', '/v2/images', {
    name: 'bench-bytes',
    disk_format: 'raw',
    container_format: 'bare',
  });
  return String(json?.['id']);
}

async function sendFile(side: Side, id: string, file: string): Promise<Transfer> {
  return await runCurl(`${side.imageUrl}/v2/images/${id}/file`, {
    headers: {
      'X-Auth-Token': side.owner.token,
      'Content-Type': 'application/octet-stream',
      // Empty: the bytes come at once, without waiting for a 100.
      Expect: '',
    },
    upload: file,
  });
}

/** What others have left in the page cache is not written during a measurement. */
async function writeEverything(): Promise<void> {
  await mustRun('/usr/bin/sync', [], { seconds: 300 });
}

function medians(runs: ReadonlyMap<unknown, readonly TransferResult[]>): TransferResult[] {
  return [...runs.values()].map((found) => medianBy(found, ({ seconds }) => seconds));
}

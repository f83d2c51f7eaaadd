// The guide for clients of Huawei Cloud, run as it stands: its blocks of shell one after another, in one shell, against the first start.
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { runCommand, type Outcome } from './support/run-command.ts';
import { checkout, startService, type ServiceProcess } from './support/service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './support/temporary-folder.ts';

interface Block {
  /** The heading that it stands under. */
  readonly title: string;
  readonly text: string;
}

const guide = await readFile(join(checkout, 'docs', 'guides', 'huawei-clients.md'), 'utf8');
const blocks = blocksOf(guide);
const mark = '--- end of block';

let folder: TemporaryFolder;
let service: ServiceProcess;
let outcome: Outcome;

function blocksOf(page: string): readonly Block[] {
  return page.split(/^##+ /m).flatMap((section) => {
    const title = section.slice(0, section.indexOf('\n'));
    const fenced = section.matchAll(/^```bash\n(?<text>.*?)^```$/gms);
    return [...fenced].map(({ groups }) => ({ title, text: groups?.['text'] ?? '' }));
  });
}

/** What a block has printed; null: the shell has not come to its end. */
function outputOf(block: Block): string | null {
  const parts = outcome.stdout.split(`${mark}\n`);
  const index = blocks.indexOf(block);
  return index < parts.length - 1 ? (parts[index] ?? null) : null;
}

function outputUnder(title: string): string {
  const block = blocks.findLast((each) => each.title === title) ?? assert.fail(title);
  return outputOf(block) ?? assert.fail(`it has not ended: ${outcome.stdout}${outcome.stderr}`);
}

before(async () => {
  folder = await temporaryFolder();
  const objects = join(folder.path, 'bucket', 'linux');
  await mkdir(objects, { recursive: true });
  await writeFile(join(objects, 'base.raw'), Buffer.alloc(65_536, 'base'));
  service = await startService({
    data: join(folder.path, 'data'),
    // Nobody in the guest would switch it off when asked: the object is no system.
    env: { ACCORD_BUCKETS: `disks=${join(folder.path, 'bucket')}`, ACCORD_STOP_SECONDS: '1' },
  });
  const script = blocks.map(({ text }) => `${text}echo '${mark}'\n`).join('');
  outcome = await runCommand('/bin/bash', ['-euo', 'pipefail', '-c', script], {
    cwd: folder.path,
    seconds: 120,
  });
});

after(async () => {
  try {
    await service.stop();
  } finally {
    await folder.remove();
  }
});

describe('each block of the guide runs:', () => {
  for (const [index, block] of blocks.entries()) {
    test(`${index + 1}, ${block.title}`, () => {
      assert.notEqual(outputOf(block), null, `${outcome.stdout}\n${outcome.stderr}`);
    });
  }
});

describe('the guide shows', () => {
  test('the regions and the account to a signed request', () => {
    assert.equal(outputUnder('Sign a request'), 'RegionOne\nRegionTwo\nowner\n');
  });

  test('the new image among those of the project', () => {
    assert.match(outputUnder('List images'), /^[0-9a-f-]{36} active from-curl$/m);
  });

  test('the offer as it was made and accepted', () => {
    assert.equal((JSON.parse(outputUnder('Share it')) as { status: string }).status, 'SUCCESS');
    const [offered, job, member] = outputUnder('Accept it').trimEnd().split('\n').slice(-3);
    assert.ok(offered !== undefined);
    assert.equal(job, 'SUCCESS');
    assert.match(member ?? '', /^[0-9a-f]{32} accepted$/);
  });

  test('what the image of an object is, and what it was made of', () => {
    const shown = 'base Debian 12.0 64bit file,disks:linux/base.raw\n';
    assert.equal(outputUnder('Make an image of an object'), shown);
  });

  test('a server that runs, and that it is given a disk, another system, and deleted', () => {
    const lines = outputUnder('Run a server').trimEnd().split('\n');
    assert.deepEqual(lines.slice(-2), ['createServer SUCCESS', 'web ACTIVE s1.small']);
    const disk = 'createVolume SUCCESS\nattachVolume SUCCESS\nin-use /dev/vdb\n';
    assert.equal(outputUnder('Give it a disk'), disk);
    assert.equal(outputUnder('Change the OS'), 'changeOS SUCCESS\n');
    assert.equal(outputUnder('Delete the server'), 'deleteServer SUCCESS\n0\n');
  });

  test('the whole server accepted into a vault, and its backup there', () => {
    const lines = outputUnder('Share the whole server').trimEnd().split('\n');
    assert.equal(lines[0], 'web available 50 GB, 2 disks');
    const job = JSON.parse(lines.slice(1, -1).join('\n')) as object;
    assert.deepEqual(job, { status: 'SUCCESS', error_code: null, fail_reason: null });
    assert.match(lines.at(-1) ?? '', /^web in vault [0-9a-f-]{36}$/);
  });

  test('the key inactive, and then no more', () => {
    assert.equal(outputUnder('Disable and delete the key'), 'inactive\n');
  });
});

// A service with the first start's world and a bucket in which an object lies that can be made an image, for all tests of a file.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { qemusOf } from './qemu-processes.ts';
import { startService, type ServiceProcess } from './service-process.ts';
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.ts';

/** The object, as calls name it. */
export const object = 'disks:disk';

/** Started before the tests and ended after them; only in between it is there. */
export function useHuaweiService(): () => ServiceProcess {
  let folder: TemporaryFolder;
  let service: ServiceProcess;
  before(async () => {
    folder = await temporaryFolder();
    const bucket = join(folder.path, 'bucket');
    await mkdir(bucket);
    await writeFile(join(bucket, 'disk'), Buffer.alloc(65_536, 'disk'));
    service = await startService({
      data: join(folder.path, 'data'),
      // There is nobody in a guest of it who would switch it off when asked.
      env: { ACCORD_BUCKETS: `disks=${bucket}`, ACCORD_STOP_SECONDS: '1' },
    });
  });
  after(async () => {
    try {
      // Left behind only by a test that failed.
      for (const { pid } of qemusOf(service.data)) process.kill(pid, 'SIGKILL');
      await service.stop();
    } finally {
      await folder.remove();
    }
  });
  return () => service;
}

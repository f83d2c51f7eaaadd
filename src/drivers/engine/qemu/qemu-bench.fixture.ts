import { QemuEngine, type QemuOptions } from './qemu-engine.ts';

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

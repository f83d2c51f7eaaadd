import { engineContract } from '../engine.contract.ts';
import { openQemu } from './qemu-bench.fixture.ts';
import { makeToyDisk } from './toy-guest.fixture.ts';

engineContract('qemu', async (_t, folder) => {
  const engine = await openQemu(folder);
  return {
    engine,
    system: makeToyDisk(),
    switchOff: async (serverId) => {
      const serial = await engine.openSerial(serverId);
      serial.end('q');
    },
  };
});

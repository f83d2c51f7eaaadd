// What an image's system wants of the machine that it runs on, by the properties that Glance and Huawei Cloud have for it.
import type { EngineStatus } from '../../drivers/engine/engine.ts';
import { Fault } from '../fault.ts';
import type { Image } from '../images/image.ts';
import {
  architectures,
  firmwares,
  type ServerArchitecture,
  type ServerFirmware,
} from './server.ts';

export interface SystemNeeds {
  readonly architecture: ServerArchitecture;
  readonly firmware: ServerFirmware;
}

const spellings: Readonly<Record<string, ServerArchitecture>> = {
  x86: 'x86_64',
  amd64: 'x86_64',
  arm: 'aarch64',
  arm64: 'aarch64',
};

/** What the image needs; without a word of it x86_64 and BIOS. Faults: unsupported (of another architecture or firmware than any server has). */
export function systemNeedsOf({ id, properties }: Pick<Image, 'id' | 'properties'>): SystemNeeds {
  const says = properties['hw_architecture'] ?? properties['architecture'] ?? '';
  const arm = properties['__support_arm'] === 'true' ? 'aarch64' : 'x86_64';
  const word = says === '' ? arm : says.toLowerCase();
  const architecture = architectures.find((each) => each === (spellings[word] ?? word));
  const firmwareWord = (properties['hw_firmware_type'] ?? 'bios').toLowerCase();
  const firmware = firmwares.find((each) => each === firmwareWord);
  if (architecture === undefined) throw unsupported(id, word);
  if (firmware === undefined) throw unsupported(id, firmwareWord);
  return { architecture, firmware };
}

/** Throws `unsupported` unless the engine has what the image needs. */
export function checkOffered(status: EngineStatus, imageId: string, needs: SystemNeeds): void {
  if (!status.architectures.includes(needs.architecture)) {
    throw unsupported(imageId, needs.architecture);
  }
  if (!status.firmwares.includes(needs.firmware)) throw unsupported(imageId, needs.firmware);
}

function unsupported(imageId: string, needed: string): Fault {
  return new Fault(
    'unsupported',
    'engine.unsupported',
    `Image ${imageId} needs a machine with ${needed}, which there is none of here.`,
    { detail: { imageId, needed } },
  );
}

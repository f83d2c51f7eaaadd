import { Fault } from '../../../domain/fault.ts';

/** Passes when no key is named that an image should be encrypted with. Throws `unsupported`. */
export function refuseKey(keyId: string | undefined): void {
  if (keyId === undefined || keyId === '') return;
  throw new Fault(
    'unsupported',
    'image.encryption-unsupported',
    'Images are not encrypted here: leave cmk_id out.',
  );
}

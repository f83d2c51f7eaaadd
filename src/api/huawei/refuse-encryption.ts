import { Fault } from '../../domain/fault.ts';

/** Passes when a disk's metadata does not ask for encryption. Throws `unsupported`. */
export function refuseEncryption(metadata: Readonly<Record<string, unknown>> = {}): void {
  const { __system__encrypted: wanted, __system__cmkid: keyId } = metadata;
  if ((wanted === undefined || wanted === '0') && (keyId === undefined || keyId === '')) return;
  throw new Fault(
    'unsupported',
    'disk.encryption-unsupported',
    'Disks are not encrypted here: leave __system__encrypted and __system__cmkid out.',
  );
}

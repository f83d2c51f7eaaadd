// What a backup may be called.
import { Fault } from '../fault.ts';

/** Throws `invalid` unless the name has 1 to 128 characters, none of them a control character. */
export function checkBackupName(name: string): void {
  if (name.trim() !== '' && name.isWellFormed() && /^[^\p{Cc}]{1,128}$/u.test(name)) return;
  throw new Fault(
    'invalid',
    'backup.invalid-name',
    'The name of a backup has 1 to 128 characters, none of them a control character.',
  );
}

/** Throws `invalid` for a description of more than 1024 characters, or with what a text cannot hold. */
export function checkBackupDescription(text: string): void {
  if (text.length <= 1024 && text.isWellFormed() && !text.includes('\0')) return;
  throw new Fault(
    'invalid',
    'backup.invalid-description',
    'The description of a backup has 1024 characters at most.',
  );
}

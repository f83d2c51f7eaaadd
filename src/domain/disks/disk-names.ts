// What disks are called. Pure.
import { Fault } from '../fault.ts';

/** The names of `count` disks that are made at once: the name alone, or `name-0001` and on. */
export function diskNames(name: string, count: number): string[] {
  if (count === 1) return [name];
  return Array.from({ length: count }, (_, at) => `${name}-${String(at + 1).padStart(4, '0')}`);
}

/** Throws `invalid` unless the name has 1 to 128 characters, none of them a control character. */
export function checkDiskName(name: string): void {
  if (name.trim() !== '' && name.isWellFormed() && /^[^\p{Cc}]{1,128}$/u.test(name)) return;
  throw new Fault(
    'invalid',
    'disk.invalid-name',
    'The name of a disk has 1 to 128 characters, none of them a control character.',
  );
}

/** Throws `invalid` for a description of more than 1024 characters, or with what a text cannot hold. */
export function checkDiskDescription(text: string): void {
  if (text.length <= 1024 && text.isWellFormed() && !text.includes('\0')) return;
  throw new Fault(
    'invalid',
    'disk.invalid-description',
    'The description of a disk has 1024 characters at most.',
  );
}

import { Fault } from '../fault.ts';

/** The names of `count` servers that are made at once: the name alone, or `name-0001` and on. */
export function namesOf(name: string, count: number): string[] {
  if (count === 1) return [name];
  return Array.from({ length: count }, (_, at) => `${name}-${String(at + 1).padStart(4, '0')}`);
}

/** Throws `invalid` unless the name has 1 to 128 characters, none of them a control character. */
export function checkServerName(name: string): void {
  if (name.trim() !== '' && /^[^\p{Cc}]{1,128}$/u.test(name)) return;
  throw new Fault(
    'invalid',
    'server.invalid-name',
    'The name of a server has 1 to 128 characters, none of them a control character.',
  );
}

/** Throws `invalid` for a description of more than 1024 characters, or with what a text cannot hold. */
export function checkServerDescription(description: string): void {
  if (description.length <= 1024 && !description.includes('\0')) return;
  throw new Fault(
    'invalid',
    'server.invalid-description',
    'The description of a server has 1024 characters at most.',
  );
}

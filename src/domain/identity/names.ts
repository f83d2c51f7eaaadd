// What every named thing here has in common: its name, and the additional attributes that clients may keep on it.
import { Fault } from '../fault.ts';

/** Throws `invalid` for a name that is empty, only blanks, has control characters or is longer than `longest` characters. */
export function checkName(noun: string, name: string, longest: number): void {
  if (name.trim() !== '' && name.length <= longest && !/\p{Cc}/u.test(name)) return;
  throw new Fault(
    'invalid',
    'identity.invalid-name',
    `The ${noun} name must have 1 to ${longest} printable characters.`,
    { detail: { noun } },
  );
}

export function nameTaken(noun: string, name: string): Fault {
  return new Fault('conflict', 'identity.name-taken', `A ${noun} named ${name} exists already.`, {
    detail: { noun, name },
  });
}

/** Additional attributes: flat, and few enough that a list of many stays readable. */
export type Extra = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A change of additional attributes: null takes one away. */
export type ExtraChange = Readonly<Record<string, Extra[string] | null>>;

const mostKeys = 64;
const mostBytes = 16_384;

/** The attributes after the change. Throws `invalid` above 64 keys or 16 KiB of JSON. */
export function changeExtra(before: Extra, change: ExtraChange): Extra {
  const after = Object.fromEntries(
    Object.entries({ ...before, ...change }).filter(
      (entry): entry is [string, Extra[string]] => entry[1] !== null,
    ),
  );
  if (
    Object.keys(after).length > mostKeys ||
    Buffer.byteLength(JSON.stringify(after)) > mostBytes
  ) {
    throw new Fault(
      'invalid',
      'identity.too-many-attributes',
      `There may be ${mostKeys} additional attributes and ${mostBytes} bytes of them at most.`,
    );
  }
  return after;
}

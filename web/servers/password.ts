// Passwords for servers: what they must be, and a good one.

export const longest = 26;

const kinds = [
  'abcdefghijkmnopqrstuvwxyz',
  'ABCDEFGHJKLMNPQRSTUVWXYZ',
  '23456789',
  // None that a shell or a keyboard of another country makes difficult.
  '-_=+.,:@%',
] as const;

/** What every keyboard and shell has. */
const signs = /^[\x20-\x7e]{8,26}$/;
const shapes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/] as const;

/** As Huawei Cloud asks for: 8 to 26 signs of at least three of four kinds. */
export function isPasswordGood(password: string): boolean {
  const count = shapes.filter((shape) => shape.test(password)).length;
  return signs.test(password) && count >= 3;
}

const length = 16;

/** A new one of all four kinds, without letters that look alike. */
export function makePassword(): string {
  const all = kinds.join('');
  const drawn = Array.from({ length }, (_, index) => pick(kinds[index] ?? all));
  for (let at = drawn.length - 1; at > 0; at -= 1) {
    const other = below(at + 1);
    [drawn[at], drawn[other]] = [drawn[other] ?? '', drawn[at] ?? ''];
  }
  return drawn.join('');
}

function pick(letters: string): string {
  return letters.charAt(below(letters.length));
}

/** A whole number from 0 to below `limit`, at most 256; all of them equally often. */
function below(limit: number): number {
  const highest = 256 - (256 % limit);
  const bytes = new Uint8Array(1);
  let drawn: number;
  do {
    crypto.getRandomValues(bytes);
    [drawn = highest] = bytes;
  } while (drawn >= highest);
  return drawn % limit;
}

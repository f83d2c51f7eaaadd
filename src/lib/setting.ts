// Settings as data: a name, a default, what it is for, and how its text is read.

/** One variable of the environment. */
export interface Setting<T> {
  readonly name: string;
  /** As written in the environment; shown in the docs. */
  readonly fallback: string;
  readonly doc: string;
  readonly parse: (text: string) => T;
}

/** A setting that is wrong, in one line for whoever wrote it. */
export class ConfigError extends Error {}

/** A whole number from `least` to `most`. */
export function integer(
  name: string,
  fallback: number,
  least: number,
  most: number,
  doc: string,
): Setting<number> {
  return {
    name,
    fallback: String(fallback),
    doc: `${doc} (${least} to ${most})`,
    parse(text) {
      const value = Number(text);
      if (!/^\d+$/.test(text) || value < least || value > most) {
        throw new ConfigError(
          `${name} must be a whole number from ${least} to ${most}, not "${text}".`,
        );
      }
      return value;
    },
  };
}

/** One of some words; the first is the default. */
export function choice<const T extends string>(
  name: string,
  options: readonly [T, ...T[]],
  doc: string,
): Setting<T> {
  return {
    name,
    fallback: options[0],
    doc: `${doc} (${options.join(' or ')})`,
    parse(value) {
      const found = options.find((option) => option === value);
      if (found === undefined)
        throw new ConfigError(`${name} must be ${options.join(' or ')}, not "${value}".`);
      return found;
    },
  };
}

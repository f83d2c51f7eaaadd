// What one run measures and how long it takes for it.

/** How long and how often is measured. */
export interface Pace {
  readonly rounds: number;
  /** Of one run of wrk. */
  readonly seconds: number;
  /** Before the first round; later rounds find everything warm, and get a second. */
  readonly warmUpSeconds: number;
  /** Of the one run that takes the place of all rounds where a round has too few answers. */
  readonly longSeconds: number;
}

export const callerCounts = [1, 32] as const;

export const parts = ['list', 'pending', 'show', 'members', 'bytes', 'limits'] as const;
export const sideNames = ['accord', 'uwsgi', 'eventlet'] as const;

export type Part = (typeof parts)[number];
export type SideName = (typeof sideNames)[number];

export interface Options {
  readonly parts: readonly Part[];
  readonly sides: readonly SideName[];
  readonly pace: Pace;
  /** Bytes of the image that is moved. */
  readonly imageSize: number;
  /** null: standard output. */
  readonly out: string | null;
}

const mebibyte = 1024 * 1024;

/** Throws an Error of one line for a name that is none. */
export function readOptions(args: {
  readonly quick?: boolean;
  readonly only?: string;
  readonly sides?: string;
  readonly out?: string;
}): Options {
  const chosen = {
    parts: choose(parts, 'part', args.only),
    sides: choose(sideNames, 'side', args.sides),
  };
  const whole = args.quick !== true && args.only === undefined && args.sides === undefined;
  return {
    ...chosen,
    ...(args.quick === true
      ? {
          pace: { rounds: 1, seconds: 2, warmUpSeconds: 1, longSeconds: 15 },
          imageSize: 256 * mebibyte,
        }
      : {
          pace: { rounds: 3, seconds: 6, warmUpSeconds: 2, longSeconds: 60 },
          imageSize: 2048 * mebibyte,
        }),
    out: args.out ?? (whole ? 'bench/RESULTS.md' : null),
  };
}

function choose<T extends string>(
  all: readonly T[],
  noun: string,
  text: string | undefined,
): readonly T[] {
  if (text === undefined) return all;
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !all.some((each) => each === name));
  if (unknown !== undefined) {
    throw new Error(`There is no ${noun} "${unknown}". There are: ${all.join(', ')}.`);
  }
  return all.filter((each) => names.includes(each));
}

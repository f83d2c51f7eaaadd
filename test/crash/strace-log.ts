// What strace wrote: system calls with where in the log they began and ended. Of two calls, one came before the other when it had ended
// before the other began.
// strace's lines: `PID TIME name(args) = result`, or, when another process came in between, `… <unfinished ...>` and `… resumed>rest`.

export interface SystemCall {
  readonly pid: number;
  readonly name: string;
  /** As printed: numbers with what they stand for (`7</a/file>`), strings quoted, cut and escaped. */
  readonly args: string;
  /** What it returned; null when it had not yet, `?` when its process died first. */
  readonly result: string | null;
  /** Line numbers. */
  readonly began: number;
  readonly ended: number;
}

const line = /^(\d+)\s+[\d.]+ (.*)$/;
const begun = /^([a-z_0-9]+)\((.*)$/s;
const resumed = /^<\.\.\. ([a-z_0-9]+) resumed>(.*)$/s;
const unfinished = / ?<unfinished \.\.\.>$/;
const outcome = /^(.*?)(?: <unfinished \.\.\.>)?\) += (-?\w+|\?)(?:<.*>)?(?: .*)?$/s;

/** Reads a log of `strace -f -ttt -yy`; lines about signals and ends of processes are left out. */
export function parseStrace(text: string): SystemCall[] {
  const calls: SystemCall[] = [];
  const open = new Map<string, { args: string; began: number }>();
  for (const [index, each] of text.split('\n').entries()) {
    const [, pid = '', rest = ''] = line.exec(each) ?? [];
    const again = resumed.exec(rest);
    const first = again === null ? begun.exec(rest) : null;
    const [, name = '', tail = ''] = again ?? first ?? [];
    if (name === '') continue;
    const key = `${pid} ${name}`;
    const start = again === null ? { args: '', began: index } : open.get(key);
    // It began before tracing did.
    if (start === undefined) continue;
    if (unfinished.test(tail)) {
      open.set(key, { args: start.args + tail.replace(unfinished, ''), began: start.began });
      continue;
    }
    open.delete(key);
    const [, args = '', result = null] = outcome.exec(start.args + tail) ?? [];
    calls.push({ pid: Number(pid), name, args, result, began: start.began, ended: index });
  }
  for (const [key, { args, began }] of open) {
    const [pid = '', name = ''] = key.split(' ');
    calls.push({ pid: Number(pid), name, args, result: null, began, ended: Infinity });
  }
  return calls.toSorted((a, b) => a.began - b.began);
}

/** What a call's first argument, a descriptor, stands for: a path, or a socket such as `UNIX-STREAM:[1->2]`. */
export function targetOf(call: SystemCall): string {
  return /^\d+<(.*?)>(?:,|$)/s.exec(call.args)?.[1] ?? /^\d+<(.*)>/s.exec(call.args)?.[1] ?? '';
}

/** True when this end of a UNIX socket (`[1->2]`) is connected to that one (`[2->1]`). */
export function areConnected(one: string, other: string): boolean {
  const ends = (target: string): string[] => /\[(\d+)->(\d+)/.exec(target)?.slice(1) ?? [];
  const [from, to] = ends(one);
  const [otherFrom, otherTo] = ends(other);
  return from !== undefined && from === otherTo && to === otherFrom;
}

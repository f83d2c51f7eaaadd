// Memory of buffers that came from the network and are done with. V8 keeps few objects for them, so that it does not find its young generation full;
// it notes the memory that they hold, and then collects the whole heap, again and again: a third of an upload's processor time.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: NodeJS.GCFunction | undefined;

/** Collects the young generation; takes about a millisecond. For a stream of large buffers, every few mebibytes. */
export function collectYoung(): void {
  collect ??= collector();
  collect({ type: 'minor' });
}

/** Not made at the start of the process, which need not wait for it. */
function collector(): NodeJS.GCFunction {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as NodeJS.GCFunction;
}

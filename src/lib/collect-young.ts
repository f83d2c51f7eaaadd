// Memory of buffers that came from the network and are done with. V8 keeps few objects for them, so that it does not find its young generation full;
// it notes the memory that they hold, and then collects the whole heap, again and again: a third of an upload's processor time.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as NodeJS.GCFunction;

/** Collects the young generation; takes about a millisecond. For a stream of large buffers, every few mebibytes. */
export function collectYoung(): void {
  collect({ type: 'minor' });
}

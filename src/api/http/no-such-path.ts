import { Fault } from '../../domain/fault.ts';

/** The fault of a path where nothing is. */
export function noSuchPath(): Fault {
  return new Fault('notFound', 'request.no-such-path', 'The resource could not be found.');
}

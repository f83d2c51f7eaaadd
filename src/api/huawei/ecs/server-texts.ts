// What a name and a description of a server may be (ECS API reference, "Creating ECSs").
import { Fault } from '../../../domain/fault.ts';

const nameLength = 128;
/** Room for the number of one of several. */
const nameLengthOfSeveral = nameLength - '-0000'.length;
const descriptionLength = 85;

/** A name: letters of any alphabet, digits, `-`, `_` and `.`. Throws `invalid`. */
export function readServerName(name: string, count: number): string {
  const length = count > 1 ? nameLengthOfSeveral : nameLength;
  if (name.length <= length && /^[\p{L}\p{M}\p{N}\-_.]+$/u.test(name)) return name;
  throw new Fault(
    'invalid',
    'server.invalid-name',
    `A server's name has 1 to ${length} letters, digits, hyphens, underscores and dots.`,
  );
}

/** Throws `invalid`. */
export function readServerDescription(description: string | undefined): { description?: string } {
  if (description === undefined) return {};
  if (description.length <= descriptionLength && !/[<>]/.test(description)) return { description };
  throw new Fault(
    'invalid',
    'server.invalid-description',
    `A description has at most ${descriptionLength} characters, and no < or >.`,
  );
}

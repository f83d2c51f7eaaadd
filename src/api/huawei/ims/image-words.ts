// What a name and a description of an image may be there (IMS API reference, "Image attributes"): less than this service itself allows.
import { Fault } from '../../../domain/fault.ts';

const nameLength = 128;
const descriptionLength = 1024;

/** Letters of any script, digits, spaces, and these marks; no space at either end. */
const namePattern = /^[\p{L}\p{N}._-](?:[\p{L}\p{N} ._-]*[\p{L}\p{N}._-])?$/u;

/** Passes a name on. Throws `invalid`. */
export function checkName(name: string | undefined): string {
  if (name === undefined || name === '') {
    throw new Fault('invalid', 'image.name-missing', 'An image needs a name.');
  }
  if (name.length > nameLength) {
    throw new Fault(
      'invalid',
      'image.name-too-long',
      `The name is longer than ${nameLength} characters.`,
    );
  }
  if (!namePattern.test(name)) {
    throw new Fault(
      'invalid',
      'image.name-invalid',
      'A name has letters, digits, spaces, dots, dashes and underscores, and no space at its ends.',
    );
  }
  return name;
}

/** The properties that keep a description; none for an empty one. Throws `invalid`. */
export function describedBy(description: string | undefined): Record<string, string> {
  if (description === undefined || description === '') return {};
  if (description.length > descriptionLength) {
    throw new Fault(
      'invalid',
      'image.description-too-long',
      `The description is longer than ${descriptionLength} characters.`,
    );
  }
  if (/[<>\r]/.test(description)) {
    throw new Fault(
      'invalid',
      'image.description-invalid',
      'A description has no "<", ">" or carriage return.',
    );
  }
  return { __description: description };
}

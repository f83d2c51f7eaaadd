// What a name and a description may be, in all calls of IMS that take one (IMS API reference, "Image attributes").
import { Fault } from '../../../domain/fault.ts';

const nameLength = 128;
const descriptionLength = 1024;

/** A name: letters of any alphabet, digits, `-`, `.`, `_` and blanks, none at its ends. Throws `invalid`. */
export function readName(value: unknown): string {
  if (value === undefined || value === null || value === '') {
    throw new Fault('invalid', 'image.name-missing', 'An image needs a name.');
  }
  if (typeof value === 'string' && value.length > nameLength) {
    throw new Fault(
      'invalid',
      'image.name-too-long',
      `The name is longer than ${nameLength} characters.`,
    );
  }
  if (typeof value !== 'string' || !/^(?! )[\p{L}\p{M}\p{N}\-._ ]+(?<! )$/u.test(value)) {
    throw new Fault(
      'invalid',
      'image.name-invalid',
      'A name has letters, digits, hyphens, dots, underscores and blanks, and neither begins nor ends with a blank.',
    );
  }
  return value;
}

/** A description. Throws `invalid`. */
export function readDescription(value: unknown): string {
  if (typeof value === 'string' && value.length > descriptionLength) {
    throw new Fault(
      'invalid',
      'image.description-too-long',
      `The description is longer than ${descriptionLength} characters.`,
    );
  }
  if (typeof value !== 'string' || /[<>\r]/.test(value)) {
    throw new Fault(
      'invalid',
      'image.description-invalid',
      'A description is a text without <, > and carriage returns.',
    );
  }
  return value;
}

/** The properties that keep a description; none for an empty one. Throws `invalid`. */
export function describedBy(description: string | undefined): Record<string, string> {
  if (description === undefined || description === '') return {};
  return { __description: readDescription(description) };
}

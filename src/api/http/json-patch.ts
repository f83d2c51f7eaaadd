// JSON Patch (RFC 6902) as image services understand it: add, replace and remove, of whole attributes.
import { Fault } from '../../domain/fault.ts';

type Op = 'add' | 'replace' | 'remove';

export interface Operation {
  readonly op: Op;
  readonly name: string;
  readonly value: unknown;
}

/** The operations of a body, unread. Throws `invalid` unless they are objects in an array. */
export function operationsOf(body: unknown): Record<string, unknown>[] {
  if (!Array.isArray(body))
    throw malformed('Request body must be a JSON array of operation objects.');
  return body.map((entry: unknown) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      throw malformed('Operations must be JSON objects.');
    }
    return entry as Record<string, unknown>;
  });
}

/** The fault for a patch that cannot be read. */
export function malformed(message: string): Fault {
  return new Fault('invalid', 'request.malformed-patch', message);
}

/** True for one of the three. */
export function isOp(text: unknown): text is Op {
  return text === 'add' || text === 'replace' || text === 'remove';
}

/** One operation of RFC 6902. Throws `invalid`. */
export function readOperation(entry: Record<string, unknown>): Operation {
  const { op, path, value } = entry;
  if (!isOp(op)) {
    const given = typeof op === 'string' ? op : JSON.stringify(op);
    throw malformed(
      `Invalid operation: \`${given}\`. It must be one of the following: add, remove, replace.`,
    );
  }
  if (op !== 'remove' && !('value' in entry))
    throw malformed(`Operation "${op}" requires a member named "value".`);
  return { op, name: attributeOf(path), value };
}

/** `/name` → `name`. Pointers into an attribute are not served. */
function attributeOf(path: unknown): string {
  if (typeof path !== 'string') throw malformed("Unable to find 'path' in JSON Schema change");
  if (!path.startsWith('/')) throw malformed(`Pointer \`${path}\` does not start with "/".`);
  if (path.endsWith('/') || path.slice(1).includes('/')) {
    throw malformed(`Invalid JSON pointer for this resource: '${path}'`);
  }
  if (/~(?![01])/.test(path))
    throw malformed(`Pointer \`${path}\` contains "~" not part of a recognized escape sequence.`);
  return path.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

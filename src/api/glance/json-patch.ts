// JSON Patch as Glance understands it (add, replace, remove on whole attributes) → domain changes. Both media types: v2.1 (RFC 6902
// operations) and the older v2.0 (`{"replace": "/name", "value": …}`).
import { Fault } from '../../domain/fault.ts';
import type { ImageChange } from '../../domain/images/update-image.ts';
import {
  isOp,
  malformed,
  operationsOf,
  readOperation,
  type Operation,
} from '../http/json-patch.ts';
import { attributeChange, isAttribute, kindOfEnvironment, schemaMismatch } from './attributes.ts';
import { readOnlyAttributes } from './schema.ts';

const mediaTypes: Readonly<Record<string, (entry: Record<string, unknown>) => Operation>> = {
  'application/openstack-images-v2.1-json-patch': readOperation,
  'application/openstack-images-v2.0-json-patch': readOldOperation,
};

/** The changes that a PATCH body asks for. Faults: unsupported (media type), invalid, forbidden (what clients may not write). */
export function changesOf(contentType: string | undefined, body: unknown): ImageChange[] {
  const read = mediaTypes[(contentType ?? '').split(';', 1)[0]?.trim() ?? ''];
  if (read === undefined) {
    throw new Fault(
      'unsupported',
      'request.media-type',
      `The content type must be one of ${Object.keys(mediaTypes).join(', ')}.`,
    );
  }
  return operationsOf(body).flatMap((entry) => changeOf(read(entry)));
}

function readOldOperation(entry: Record<string, unknown>): Operation {
  const ops = Object.keys(entry).filter(isOp);
  const [op] = ops;
  if (op === undefined || ops.length > 1) {
    throw malformed(
      `Operation objects must contain ${op === undefined ? 'exactly' : 'only'} one member named "add", "remove", or "replace".`,
    );
  }
  return readOperation({ ...entry, op, path: entry[op] });
}

function changeOf({ op, name, value }: Operation): ImageChange[] {
  if (readOnlyAttributes.has(name) || name === 'id')
    throw refused(`Attribute '${name}' is read-only.`);
  if (name === 'owner' || name === 'locations') throw refused(`Attribute '${name}' is reserved.`);
  if (isAttribute(name)) {
    if (op === 'remove') throw refused(`Property ${name} may not be removed.`);
    return [{ set: attributeChange(name, value) }];
  }
  if (op === 'remove') {
    const plain = name === 'virtual_env_type' ? [{ set: { kind: 'system' as const } }] : [];
    return [{ op, property: name }, ...plain];
  }
  if (typeof value !== 'string')
    throw schemaMismatch(`${JSON.stringify(value)} is not of type 'string'`);
  const kind = name === 'virtual_env_type' ? kindOfEnvironment(value) : undefined;
  return [{ op, property: name, value }, ...(kind === undefined ? [] : [{ set: { kind } }])];
}

function refused(message: string): Fault {
  return new Fault('forbidden', 'image.attribute-refused', message);
}

// The body of an import, and the stores that a request names, in the domain's words.
import type { IncomingHttpHeaders } from 'node:http';
import { Fault } from '../../domain/fault.ts';
import { importMethods } from '../../domain/images/imports/import-task.ts';
import type { ImportRequest } from '../../domain/images/imports/start-import.ts';

/** The store that `X-Image-Meta-Store` names; null when there is no such header. */
export function storeHeader(headers: IncomingHttpHeaders): string | null {
  const name = headers['x-image-meta-store'];
  return typeof name === 'string' ? name : null;
}

/** Reads `POST /v2/images/{id}/import`; faults are Glance's 400s. */
export function readImportRequest(body: unknown, headers: IncomingHttpHeaders): ImportRequest {
  const request = objectOf(body, 'Body expected in request.');
  if (request['method'] === undefined) {
    throw invalid("Import request requires a 'method' field.");
  }
  const asked = objectOf(request['method'], "Import request requires a 'name' field.");
  if (asked['name'] === undefined) throw invalid("Import request requires a 'name' field.");
  const method = importMethods.find((each) => each === asked['name']);
  if (method === undefined) {
    throw invalid(`Unknown import method name '${textOf(asked['name'])}'.`);
  }
  const source = method === 'web-download' ? textOf(asked['uri']) : null;
  return {
    type: 'api_image_import',
    method,
    source,
    stores: storesOf(request, storeHeader(headers)),
    allMustSucceed: flagOf(request, 'all_stores_must_succeed', true),
    input: {
      ...request,
      method: { ...asked, ...(source === null ? {} : { uri: withoutSecrets(source) }) },
    },
  };
}

function storesOf(
  request: Readonly<Record<string, unknown>>,
  header: string | null,
): ImportRequest['stores'] {
  const stores = request['stores'];
  if (flagOf(request, 'all_stores', false)) {
    if (stores === undefined && header === null) return 'all';
    throw invalid(
      "All_stores parameter can't be used with x-image-meta-store header or stores parameter",
    );
  }
  if (stores === undefined) return header === null ? null : [header];
  if (header !== null) {
    throw invalid("Stores parameter and x-image-meta-store header can't be both specified");
  }
  const isList = Array.isArray(stores) && stores.length > 0;
  if (!isList || !stores.every((store) => typeof store === 'string')) {
    throw invalid("'stores' must be a list of names of stores");
  }
  return stores;
}

function flagOf(
  request: Readonly<Record<string, unknown>>,
  name: string,
  fallback: boolean,
): boolean {
  const value = request[name] ?? fallback;
  if (typeof value !== 'boolean') throw invalid(`'${name}' must be boolean value only`);
  return value;
}

/** An address as it may be shown: what comes after the path is often a signature that opens it, and a user has a password. */
export function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return '';
  const url = new URL(address);
  url.username = '';
  url.password = '';
  url.search = '';
  url.hash = '';
  return url.href;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A JSON object; throws the complaint for anything else. */
export function objectOf(value: unknown, complaint: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(complaint);
  return value as Record<string, unknown>;
}

function invalid(message: string): Fault {
  return new Fault('invalid', 'request.invalid', message);
}

// Faults as Glance's error bodies (webob): HTML, JSON or plain text by the Accept header, HTML always escaped.
import type { FastifyRequest } from 'fastify';
import type { Fault, FaultKind } from '../../domain/fault.ts';
import type { Answer } from '../http/route.ts';
import type { Settings } from '../../domain/settings.ts';

const statusOf = {
  invalid: [400, 'Bad Request'],
  unauthenticated: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  notFound: [404, 'Not Found'],
  conflict: [409, 'Conflict'],
  notReady: [409, 'Conflict'],
  quota: [413, 'Request Entity Too Large'],
  tooLarge: [413, 'Request Entity Too Large'],
  unsupported: [415, 'Unsupported Media Type'],
  gone: [410, 'Gone'],
  throttled: [429, 'Too Many Requests'],
  unavailable: [503, 'Service Unavailable'],
  internal: [500, 'Internal Server Error'],
} as const satisfies Record<FaultKind, readonly [number, string]>;

/** Codes whose status in Glance is not that of their kind. */
const statusByCode: Readonly<Record<string, readonly [number, string]>> = {
  'request.malformed-range': [416, 'Request Range Not Satisfiable'],
  'request.range-not-satisfiable': [416, 'Request Range Not Satisfiable'],
  'request.method-not-allowed': [405, 'Method Not Allowed'],
  'store.full': [413, 'Request Entity Too Large'],
};

/** The answer for a fault, in the form that the client accepts. */
export function presentGlanceFault(
  settings: Pick<Settings, 'publicUrl'>,
  fault: Fault,
  request: FastifyRequest,
): Exclude<Answer, 'sent'> {
  const [status, title] = statusByCode[fault.code] ?? statusOf[fault.kind];
  const { type, body } = render(status, title, fault.message, request.headers.accept ?? '');
  const challenge =
    status === 401 ? { 'www-authenticate': `Keystone uri="${settings.publicUrl}/v3"` } : {};
  return { status, headers: { 'content-type': type, ...challenge }, body };
}

function render(
  status: number,
  title: string,
  message: string,
  accept: string,
): { type: string; body: string } {
  const escaped = escapeHtml(message);
  if (accept.includes('html') || accept === '' || accept === '*/*') {
    const heading = `${status} ${title}`;
    const body = `<html>\n <head>\n  <title>${heading}</title>\n </head>\n <body>\n  <h1>${heading}</h1>\n  ${escaped}<br /><br />\n\n\n\n </body>\n</html>`;
    return { type: 'text/html; charset=UTF-8', body };
  }
  if (accept.includes('json') || accept.includes('*/*')) {
    const body = JSON.stringify({
      message: `${escaped}<br /><br />\n\n\n`,
      code: `${status} ${title}`,
      title,
    });
    return { type: 'application/json', body };
  }
  return { type: 'text/plain; charset=UTF-8', body: `${status} ${title}\n\n${message}\n\n   ` };
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#x27;',
};

function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}

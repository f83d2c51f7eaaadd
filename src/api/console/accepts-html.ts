// Who asks for a page and who for data: browsers name text/html, clients of an API do not, or want it less.

/**
 * True when an Accept header (RFC 9110, section 12.5.1) names text/html and nothing that APIs answer with is wanted more. Wildcards name
 * nothing: a lone wildcard is what clients send that have no opinion.
 */
export function prefersHtml(accept: string | undefined): boolean {
  if (accept === undefined || !/text\/html/i.test(accept)) return false;
  const wishes = new Map(accept.split(',').map(parseWish));
  const html = wishes.get('text/html') ?? 0;
  return html > 0 && html >= (wishes.get('application/json') ?? 0);
}

function parseWish(text: string): [string, number] {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  return [type, quality === undefined ? 1 : Number(quality.slice(2)) || 0];
}

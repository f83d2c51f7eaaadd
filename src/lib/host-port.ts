// `host:port` as people write it and as a URL has it.

/** The pair in the spelling of a URL (lower case, IPv4 dotted, IPv6 in brackets); null when it is none. */
export function parseHostPort(text: string): string | null {
  const match = /^(?<host>\[[^\]\s]+\]|[^\s:/?#@]+):(?<port>\d{1,5})$/.exec(text);
  if (match === null) return null;
  const { host = '', port = '' } = match.groups ?? {};
  if (Number(port) < 1 || Number(port) > 65_535 || !URL.canParse(`http://${host}/`)) return null;
  return `${new URL(`http://${host}/`).hostname}:${Number(port)}`;
}

/** The host and port that a http or https URL leads to, in the same spelling. */
export function hostPortOf(url: URL): string {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port;
  return `${url.hostname}:${port}`;
}

// JSON schemas written out.

type Json = Readonly<Record<string, unknown>>;

/** The schema with its definitions put where it refers to them, and parts that all must hold put together. */
export function withoutReferences(document: Json): Json {
  const { definitions, ...rest } = document;
  return isObject(definitions) ? (writtenOut(rest, definitions) as Json) : document;
}

function writtenOut(value: unknown, definitions: Json): unknown {
  if (Array.isArray(value)) return value.map((item) => writtenOut(item, definitions));
  if (!isObject(value)) return value;
  const { $ref: reference, allOf: parts, ...own } = value;
  const name = typeof reference === 'string' ? reference.replace('#/definitions/', '') : undefined;
  const others = [
    ...(name === undefined ? [] : [definitions[name]]),
    ...(Array.isArray(parts) ? parts : []),
  ];
  const merged = Object.fromEntries(
    Object.entries(own).map(([key, item]) => [key, writtenOut(item, definitions)]),
  );
  return Object.assign({}, ...others.map((part) => writtenOut(part, definitions)), merged);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

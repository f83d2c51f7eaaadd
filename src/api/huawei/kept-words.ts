// What a client of that cloud says of a server or a disk that means nothing here, such as its network: kept with it, and read again. What is kept by another
// API has other shapes, or none.
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { Fault } from '../../domain/fault.ts';

const text = Type.Record(Type.String(), Type.String());

/** Tags are `key=value`, or `key`. */
const keptWords = Type.Object({
  metadata: Type.Optional(text),
  tags: Type.Optional(Type.Array(Type.String())),
  enterpriseProjectId: Type.Optional(Type.String()),
  vpcId: Type.Optional(Type.String()),
  securityGroups: Type.Optional(Type.Array(Type.String())),
});
export type KeptWords = Static<typeof keptWords>;

/** Half a character or a NUL, as JSON writes them: no text of the database holds them. */
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** Passes the words on when they can be kept. Throws `invalid`. */
export function keepWords(words: KeptWords): KeptWords {
  if (!unstorable.test(JSON.stringify(words))) return words;
  throw new Fault('invalid', 'request.invalid', 'A text holds a character that cannot be stored.');
}

export function keptWordsOf(metadata: Readonly<Record<string, unknown>>): KeptWords {
  return Value.Check(keptWords, metadata) ? metadata : {};
}

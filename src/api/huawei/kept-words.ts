// What a client of that cloud says of a server or a disk that means nothing here, such as its network: kept with it, and read again. What is kept by another
// API has other shapes, or none.
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';

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

export function keptWordsOf(metadata: Readonly<Record<string, unknown>>): KeptWords {
  return Value.Check(keptWords, metadata) ? metadata : {};
}

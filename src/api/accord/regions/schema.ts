import { Type, type Static } from 'typebox';
import { named } from '../schema.ts';

const Region = named('Region', { id: Type.String(), description: Type.String() });

export const Regions = named('Regions', { items: Type.Array(Region) });
export type Regions = Static<typeof Regions>;

import { Type, type Static } from 'typebox';
import { named } from '../schema.ts';

const regionId = Type.String({ minLength: 1, maxLength: 255 });
const description = Type.String({ maxLength: 4096 });

export const Region = named('Region', { id: regionId, description });
export type Region = Static<typeof Region>;

export const Regions = named('Regions', { items: Type.Array(Region) });
export type Regions = Static<typeof Regions>;

export const NewRegion = named('NewRegion', {
  id: regionId,
  description: Type.Optional(description),
});
export type NewRegion = Static<typeof NewRegion>;

export const RegionChange = named('RegionChange', { description });
export type RegionChange = Static<typeof RegionChange>;

export const RegionParams = Type.Object({ regionId });

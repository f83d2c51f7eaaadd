import type { Topic } from './case.ts';
import { bytes } from './cases/bytes.ts';
import { creation } from './cases/create.ts';
import { discovery } from './cases/discovery.ts';
import { errors } from './cases/errors.ts';
import { imports } from './cases/imports.ts';
import { lists } from './cases/lists.ts';
import { states, tags, visibilities } from './cases/lives.ts';
import { membership } from './cases/members.ts';
import { metadata } from './cases/metadata.ts';
import { patch } from './cases/patch.ts';
import { safety } from './cases/safety.ts';

/** In the order in which they are asked. */
export const topics: readonly Topic[] = [
  discovery,
  errors,
  creation,
  bytes,
  patch,
  lists,
  membership,
  visibilities,
  states,
  tags,
  imports,
  metadata,
  safety,
];

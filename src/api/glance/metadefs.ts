// Metadata definitions: which properties, objects and tags resources may carry. One file for each part.
import type { Route } from '../http/route.ts';
import { metadefNamespaceRoutes } from './metadefs-namespaces.ts';
import { metadefObjectRoutes } from './metadefs-objects.ts';
import { metadefPropertyRoutes } from './metadefs-properties.ts';
import { metadefResourceTypeRoutes } from './metadefs-resource-types.ts';
import { metadefSchemaRoutes } from './metadefs-schemas.ts';
import { metadefTagRoutes } from './metadefs-tags.ts';

export const metadefRoutes: readonly Route[] = [
  ...metadefNamespaceRoutes,
  ...metadefResourceTypeRoutes,
  ...metadefObjectRoutes,
  ...metadefPropertyRoutes,
  ...metadefTagRoutes,
  ...metadefSchemaRoutes,
];

import { Type } from 'typebox';
import { newAssociationOf, resourceTypeShape } from '../../domain/metadefs/document.ts';
import { associateResourceType } from '../../domain/metadefs/resource-types/associate-resource-type.ts';
import { dissociateResourceType } from '../../domain/metadefs/resource-types/dissociate-resource-type.ts';
import {
  listAssociations,
  listResourceTypes,
} from '../../domain/metadefs/resource-types/read-resource-types.ts';
import { route, type Route } from '../http/route.ts';
import { readBody } from './metadefs-body.ts';
import { namespacesPath, presentAssociation, presentResourceType } from './metadefs-present.ts';

const collection = `${namespacesPath}/:namespace/resource_types`;
const params = Type.Object({ namespace: Type.String() });

export const metadefResourceTypeRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v2/metadefs/resource_types',
    async handle({ context, actor }) {
      const found = await listResourceTypes(context, actor);
      return { status: 200, body: { resource_types: found.map(presentResourceType) } };
    },
  }),
  route({
    method: 'GET',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace } }) {
      const found = await listAssociations(context, actor, namespace);
      return { status: 200, body: { resource_type_associations: found.map(presentAssociation) } };
    },
  }),
  route({
    method: 'POST',
    path: collection,
    schema: { params },
    async handle({ context, actor, params: { namespace }, body }) {
      const document = readBody('resource_type_association', resourceTypeShape, body);
      const wanted = newAssociationOf(document);
      const association = await associateResourceType(context, actor, namespace, wanted);
      return { status: 201, body: presentAssociation(association) };
    },
  }),
  route({
    method: 'DELETE',
    path: `${collection}/:name`,
    schema: { params: Type.Object({ namespace: Type.String(), name: Type.String() }) },
    async handle({ context, actor, params: { namespace, name } }) {
      await dissociateResourceType(context, actor, namespace, name);
      return { status: 204 };
    },
  }),
];

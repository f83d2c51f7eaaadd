// The records: create, list, show, update, delete, deactivate, reactivate.
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { Fault } from '../../domain/fault.ts';
import { createImage, type NewImage } from '../../domain/images/create-image.ts';
import { deactivateImage, reactivateImage } from '../../domain/images/deactivate-image.ts';
import { deleteImage } from '../../domain/images/delete-image.ts';
import { findImage } from '../../domain/images/find-image.ts';
import { importMethods } from '../../domain/images/imports/import-task.ts';
import { listImages } from '../../domain/images/list-images.ts';
import { updateImage } from '../../domain/images/update-image.ts';
import { queryOf } from '../http/query.ts';
import { route, type Route } from '../http/route.ts';
import { attributeChange, isAttribute, kindOfEnvironment, schemaMismatch } from './attributes.ts';
import { changesOf } from './json-patch.ts';
import { pageLinks, readListQuery } from './list-query.ts';
import { presentImage } from './present.ts';
import { imageCreateBody, readOnlyAttributes } from './schema.ts';

export const imageParams = Type.Object({ image_id: Type.String() });

/** The body of a create, checked and in the domain's words. */
export function newImageOf(body: unknown): NewImage {
  if (typeof body !== 'object' || body === null) {
    throw new Fault(
      'invalid',
      'request.invalid',
      body === undefined
        ? 'Body expected in request.'
        : 'Unexpected body type. Expected list/dict.',
    );
  }
  if (Array.isArray(body)) throw schemaMismatch('the body must be a JSON object');
  for (const name of Object.keys(body)) {
    if (readOnlyAttributes.has(name)) {
      throw new Fault('forbidden', 'image.attribute-refused', `Attribute '${name}' is read-only.`);
    }
    if (name === 'locations') {
      throw new Fault('forbidden', 'image.attribute-refused', `Attribute '${name}' is reserved.`);
    }
  }
  if (!Value.Check(imageCreateBody, body)) {
    const [error] = Value.Errors(imageCreateBody, body);
    throw schemaMismatch(`${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}`);
  }
  const properties: Record<string, string> = {};
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(body)) {
    if (isAttribute(name)) Object.assign(attributes, attributeChange(name, value));
    else if (name !== 'id' && name !== 'owner' && typeof value === 'string')
      properties[name] = value;
  }
  const kind = kindOfEnvironment(properties['virtual_env_type'] ?? '');
  return {
    ...attributes,
    ...(body.id === undefined ? {} : { id: body.id }),
    ...(body.owner === undefined ? {} : { owner: body.owner }),
    ...(kind === undefined ? {} : { kind }),
    properties,
  };
}

export const imageRoutes: readonly Route[] = [
  route({
    method: 'POST',
    path: '/v2/images',
    async handle({ context, actor, body }) {
      const image = await createImage(context, actor, newImageOf(body));
      const location = `${context.settings.publicUrl}/v2/images/${image.id}`;
      const seen = { ...image, memberStatus: null };
      return {
        status: 201,
        headers: {
          location,
          'openstack-image-import-methods': importMethods.join(','),
          'openstack-image-store-ids': context.stores.names.join(','),
        },
        body: presentImage(context.settings, actor, seen),
      };
    },
  }),
  route({
    method: 'GET',
    path: '/v2/images',
    async handle({ context, actor, raw }) {
      const params = queryOf(raw.url);
      const query = readListQuery(context.settings, params);
      const images = await listImages(context, actor, query);
      const ids = images.map((image) => image.id);
      return {
        status: 200,
        body: {
          images: images.map((image) => presentImage(context.settings, actor, image)),
          ...pageLinks('/v2/images', params, query.limit, ids),
          schema: '/v2/schemas/images',
        },
      };
    },
  }),
  route({
    method: 'GET',
    path: '/v2/images/:image_id',
    schema: { params: imageParams },
    async handle({ context, actor, params }) {
      const image = await findImage(context, context.db, actor, params.image_id, 'image.show');
      return { status: 200, body: presentImage(context.settings, actor, image) };
    },
  }),
  route({
    method: 'PATCH',
    path: '/v2/images/:image_id',
    schema: { params: imageParams },
    async handle({ context, actor, params, headers, body }) {
      const changes = changesOf(headers['content-type'], body);
      const image = await updateImage(context, actor, params.image_id, changes);
      return { status: 200, body: presentImage(context.settings, actor, image) };
    },
  }),
  route({
    method: 'DELETE',
    path: '/v2/images/:image_id',
    schema: { params: imageParams },
    async handle({ context, actor, params }) {
      await deleteImage(context, actor, params.image_id);
      return { status: 204 };
    },
  }),
  route({
    method: 'POST',
    path: '/v2/images/:image_id/actions/deactivate',
    schema: { params: imageParams },
    async handle({ context, actor, params }) {
      await deactivateImage(context, actor, params.image_id);
      return { status: 204 };
    },
  }),
  route({
    method: 'POST',
    path: '/v2/images/:image_id/actions/reactivate',
    schema: { params: imageParams },
    async handle({ context, actor, params }) {
      await reactivateImage(context, actor, params.image_id);
      return { status: 204 };
    },
  }),
];

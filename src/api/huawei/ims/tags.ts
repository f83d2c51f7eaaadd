// Tags as keys with values, of one image, of all the project's images, and images by them. Glance's tags, which are words, are keys without a value.
import { Type } from 'typebox';
import { Fault } from '../../../domain/fault.ts';
import { removeKeyedTags, setKeyedTags } from '../../../domain/images/change-keyed-tags.ts';
import { findImage } from '../../../domain/images/find-image.ts';
import { readTag } from '../../../domain/images/keyed-tag.ts';
import { findOwnImages, listOwnTags, listTags } from '../../../domain/images/list-standings.ts';
import { last, queryOf, wholeNumber } from '../../http/query.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { readLimit, readScope } from './list-query.ts';
import {
  actionBody,
  addBody,
  checkKeys,
  checkTags,
  instancesBody,
  oldBody,
  oldTagOf,
  removeBody,
  tagFilterOf,
  tagsPerImage,
} from './tag-bodies.ts';

const ofProject = Type.Object({ project_id: Type.String() });
const ofImage = Type.Object({ project_id: Type.String(), image_id: Type.String() });
const ofKey = Type.Object({ ...ofImage.properties, key: Type.String() });
const done = { status: 204 } as const;
/** Tags that one answer has at most. */
const mostTags = 10_000;

const imageTagRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v2/:project_id/images/:image_id/tags',
    schema: { params: ofImage },
    async handle({ context, actor, params }) {
      const image = await findImage(context, context.db, actor, params.image_id, 'image.show');
      return { status: 200, body: { tags: image.tags.map(readTag) } };
    },
  }),
  route({
    method: 'POST',
    path: '/v2/:project_id/images/:image_id/tags',
    schema: { params: ofImage },
    async handle({ context, actor, params, body }) {
      const tags = checkTags([readBody(addBody, body).tag]);
      await setKeyedTags(context, actor, params.image_id, tags, tagsPerImage);
      return done;
    },
  }),
  route({
    method: 'POST',
    path: '/v2/:project_id/images/:image_id/tags/action',
    schema: { params: ofImage },
    async handle({ context, actor, params, body }) {
      const change = readBody(actionBody, body);
      if (change.action === 'create') {
        await setKeyedTags(context, actor, params.image_id, checkTags(change.tags), tagsPerImage);
      } else {
        const keys = checkKeys(change.tags.map((tag) => tag.key));
        await removeKeyedTags(context, actor, params.image_id, keys);
      }
      return done;
    },
  }),
  route({
    method: 'DELETE',
    path: '/v1/:project_id/cloudimages/:image_id/tags/delete',
    schema: { params: ofImage },
    async handle({ context, actor, params, body }) {
      const keys = checkKeys(readBody(removeBody, body).tags.map((tag) => tag.key));
      await removeKeyedTags(context, actor, params.image_id, keys);
      return done;
    },
  }),
  route({
    method: 'DELETE',
    path: '/v2/:project_id/images/:image_id/tags/:key',
    schema: { params: ofKey },
    async handle({ context, actor, params }) {
      await removeKeyedTags(context, actor, params.image_id, checkKeys([params.key]));
      return done;
    },
  }),
];

const projectTagRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v2/:project_id/images/tags',
    schema: { params: ofProject },
    async handle({ context, actor }) {
      const tags = await listOwnTags(context, actor, { limit: mostTags, offset: 0 });
      const values = Map.groupBy(tags.map(readTag), (tag) => tag.key);
      return {
        status: 200,
        body: {
          tags: [...values].map(([key, list]) => ({ key, values: list.map((tag) => tag.value) })),
        },
      };
    },
  }),
  route({
    method: 'POST',
    path: '/v2/:project_id/images/resource_instances/action',
    schema: { params: ofProject },
    async handle({ context, actor, body }) {
      const wanted = readBody(instancesBody, body);
      const name = wanted.matches?.find((match) => match.key === 'resource_name')?.value;
      const page = {
        limit: wanted.action === 'count' ? 0 : Math.min(Number(wanted.limit ?? 1000), 1000),
        offset: Number(wanted.offset ?? 0),
      };
      if (page.limit < 0 || page.offset < 0) {
        throw new Fault('invalid', 'request.invalid', 'limit and offset are not below 0.');
      }
      const filters = {
        tagKeys: tagFilterOf(wanted),
        ...(name === undefined || name === '' ? {} : { search: name }),
      };
      const { images, total } = await findOwnImages(context, actor, filters, page);
      const resources = images.map((image) => ({
        resource_id: image.id,
        resource_name: image.name ?? '',
        resource_detail: null,
        tags: image.tags.map(readTag),
      }));
      return {
        status: 200,
        body: { ...(wanted.action === 'count' ? {} : { resources }), total_count: total },
      };
    },
  }),
];

/** Deprecated there, and still called. */
const oldTagRoutes: readonly Route[] = [
  route({
    method: 'PUT',
    path: '/v1/cloudimages/tags',
    async handle({ context, actor, body }) {
      const given = readBody(oldBody, body);
      const tags = checkTags([oldTagOf(given)]);
      await setKeyedTags(context, actor, given.image_id, tags, tagsPerImage);
      return done;
    },
  }),
  route({
    method: 'GET',
    path: '/v1/cloudimages/tags',
    async handle({ context, actor, raw }) {
      const params = queryOf(raw.url);
      const limit = readLimit(params);
      const page = wholeNumber(last(params, 'page') ?? '1', 'page');
      const offset = Math.max(0, page - 1) * limit;
      return {
        status: 200,
        body: { tags: await listTags(context, actor, readScope(params), { limit, offset }) },
      };
    },
  }),
];

export const tagRoutes: readonly Route[] = [
  ...imageTagRoutes,
  ...projectTagRoutes,
  ...oldTagRoutes,
];

// Images made, changed and taken away.
import { createImage, type NewImage as DomainImage } from '../../../domain/images/create-image.ts';
import { deactivateImage, reactivateImage } from '../../../domain/images/deactivate-image.ts';
import { deleteImage } from '../../../domain/images/delete-image.ts';
import { deleteImages } from '../../../domain/images/delete-images.ts';
import { duplicateImage } from '../../../domain/images/duplicate-image.ts';
import {
  updateImage,
  type ImageChange as DomainChange,
} from '../../../domain/images/update-image.ts';
import { viewImage } from '../../../domain/sharing/view-images.ts';
import type { Route } from '../../http/route.ts';
import { presentItemProblem } from '../errors.ts';
import { inProjectRoute } from '../route.ts';
import { ImageParams, ProjectParams } from '../schema.ts';
import { factProperties, presentImage, type Fact } from './present.ts';
import {
  Image,
  ImageChange,
  ImageCopy,
  ImageDeletionResults,
  ImageDeletions,
  NewCopy,
  NewImage,
} from './schema.ts';

const tag = 'images';
const one = '/images/:imageId';

export const imageWriteRoutes: readonly Route[] = [
  inProjectRoute({
    method: 'POST',
    path: '/images',
    tag,
    summary: 'Makes the record of an image; its bytes are uploaded afterwards.',
    schema: { params: ProjectParams, body: NewImage },
    status: 201,
    answer: Image,
    handle: async ({ context, actor, body }) => {
      const { id } = await createImage(context, actor, newImageOf(body));
      return presentImage(await viewImage(context, actor, id));
    },
  }),
  inProjectRoute({
    method: 'PATCH',
    path: one,
    tag,
    summary: 'Changes what is given and leaves the rest; null takes away.',
    schema: { params: ImageParams, body: ImageChange },
    answer: Image,
    handle: async ({ context, actor, params, body }) => {
      await updateImage(context, actor, params.imageId, changesOf(body));
      return presentImage(await viewImage(context, actor, params.imageId));
    },
  }),
  inProjectRoute({
    method: 'DELETE',
    path: one,
    tag,
    summary: 'Deletes an image for good; an upload under way is given up.',
    schema: { params: ImageParams },
    handle: async ({ context, actor, params }) => await deleteImage(context, actor, params.imageId),
  }),
  inProjectRoute({
    method: 'POST',
    path: `${one}/copies`,
    tag,
    summary:
      'Makes a new private image of the same bytes, in this project or in one of another region.',
    schema: { params: ImageParams, body: NewCopy },
    status: 201,
    answer: ImageCopy,
    handle: async ({ context, actor, params, body }) => {
      const { name, description = '', projectId } = body;
      const copy = await duplicateImage(context, actor, {
        imageId: params.imageId,
        name,
        properties: description === '' ? {} : { [factProperties.description]: description },
        to: projectId === undefined ? null : { projectId },
      });
      return {
        imageId: copy.id,
        name: copy.name,
        projectId: copy.owner,
        regionId: copy.regionId,
      };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: '/images/deletions',
    tag,
    summary: 'Deletes several images; what succeeds stays beside what fails.',
    schema: { params: ProjectParams, body: ImageDeletions },
    answer: ImageDeletionResults,
    handle: async ({ context, actor, body }) => {
      const outcomes = await deleteImages(context, actor, body.imageIds, {
        deleteBackup: body.deleteBackups ?? false,
      });
      return {
        results: outcomes.map(({ imageId, fault }) =>
          fault === null ? { imageId } : { imageId, problem: presentItemProblem(fault) },
        ),
      };
    },
  }),
  inProjectRoute({
    method: 'POST',
    path: `${one}/deactivation`,
    tag,
    summary: 'Takes the bytes of an image out of use.',
    schema: { params: ImageParams },
    handle: async ({ context, actor, params }) =>
      await deactivateImage(context, actor, params.imageId),
  }),
  inProjectRoute({
    method: 'DELETE',
    path: `${one}/deactivation`,
    tag,
    summary: 'Puts the bytes of an image back into use.',
    schema: { params: ImageParams },
    handle: async ({ context, actor, params }) =>
      await reactivateImage(context, actor, params.imageId),
  }),
];

const facts = Object.keys(factProperties) as Fact[];

/** What of a body are attributes of the image itself, the facts that are kept as properties apart. */
function attributesOf(body: NewImage | ImageChange) {
  return Object.fromEntries(
    Object.entries(body).filter(
      ([key]) => key !== 'properties' && !Object.hasOwn(factProperties, key),
    ),
  ) as Omit<NewImage, Fact>;
}

function newImageOf(body: NewImage): DomainImage {
  const properties = Object.fromEntries(
    facts.flatMap((fact) => {
      const value = body[fact];
      return value === undefined ? [] : [[factProperties[fact], value]];
    }),
  );
  return { containerFormat: 'bare', ...attributesOf(body), properties };
}

function changesOf(body: ImageChange): DomainChange[] {
  const properties = [
    ...Object.entries(body.properties ?? {}),
    ...facts.map((fact) => [factProperties[fact], body[fact]] as const),
  ];
  const set = attributesOf(body);
  return [
    ...(Object.keys(set).length === 0 ? [] : [{ set }]),
    ...properties.flatMap(([property, value]): DomainChange[] => {
      if (value === undefined) return [];
      return value === null
        ? [{ op: 'remove', property, ifThere: true }]
        : [{ op: 'add', property, value }];
    }),
  ];
}

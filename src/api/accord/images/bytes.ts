// The bytes of an image: up, down, on their way, and the disks that they are of.
import { Fault } from '../../../domain/fault.ts';
import { totalSize } from '../../../domain/images/disks.ts';
import { openBytes } from '../../../domain/images/read-bytes.ts';
import { showDisks } from '../../../domain/images/show-disks.ts';
import { uploadBytes } from '../../../domain/images/upload-bytes.ts';
import { watchUpload } from '../../../domain/images/upload-progress.ts';
import { uploadOf } from '../../http/request-bytes.ts';
import { projectRoute, type Route } from '../../http/route.ts';
import { sendBlob } from '../../http/send-bytes.ts';
import { base, inProjectRoute } from '../route.ts';
import { ImageParams } from '../schema.ts';
import { Disks, UploadProgress } from './schema.ts';

const tag = 'images';
const file = `${base}/projects/:projectId/images/:imageId/file`;
const octets = 'application/octet-stream';

export const imageByteRoutes: readonly Route[] = [
  projectRoute({
    method: 'PUT',
    path: file,
    body: 'stream',
    schema: { params: ImageParams },
    document: {
      tag,
      summary: 'Uploads the bytes of an image, whatever the content type says.',
      status: 204,
      mediaType: { request: octets },
    },
    async handle({ context, actor, params, raw }) {
      const { source, size } = uploadOf(raw);
      await uploadBytes(context, actor, params.imageId, source, size);
      return { status: 204 };
    },
  }),
  projectRoute({
    method: 'GET',
    path: file,
    schema: { params: ImageParams },
    document: {
      tag,
      summary: 'Downloads the bytes of an image, or with Range a part of them.',
      status: 200,
      mediaType: { answer: octets },
    },
    async handle({ context, actor, params, reply }) {
      const { image, blob } = await openBytes(context, actor, params.imageId);
      if (blob === null) {
        throw new Fault('notReady', 'image.no-bytes', `Image ${image.id} has no bytes yet.`, {
          detail: { imageId: image.id },
        });
      }
      const name = `${image.name ?? image.id}.${image.diskFormat ?? 'raw'}`;
      const headers = { 'content-disposition': `attachment; filename*=UTF-8''${escaped(name)}` };
      return await sendBlob(reply, blob, () => headers);
    },
  }),
  inProjectRoute({
    method: 'GET',
    path: '/images/:imageId/upload',
    tag,
    summary: 'Shows how far the upload of an image is; 404 when nothing is on its way.',
    schema: { params: ImageParams },
    answer: UploadProgress,
    handle: async ({ context, actor, params }) => await watchUpload(context, actor, params.imageId),
  }),
  inProjectRoute({
    method: 'GET',
    path: '/images/:imageId/disks',
    tag,
    summary: 'Lists the disks that an image holds.',
    schema: { params: ImageParams },
    answer: Disks,
    handle: async ({ context, actor, params }) => {
      const items = await showDisks(context, actor, params.imageId);
      return { items: [...items], total: totalSize(items) };
    },
  }),
];

/** As RFC 8187 has texts in headers. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

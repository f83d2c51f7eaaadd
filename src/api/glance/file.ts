// The bytes of an image, up and down.
import { Fault } from '../../domain/fault.ts';
import { openBytes } from '../../domain/images/read-bytes.ts';
import { uploadBytes } from '../../domain/images/upload-bytes.ts';
import { readRange } from '../http/range.ts';
import { route, type Route } from '../http/route.ts';
import { sendBytes } from '../http/send-bytes.ts';
import { imageParams } from './images.ts';

const path = '/v2/images/:image_id/file';

export const fileRoutes: readonly Route[] = [
  route({
    method: 'PUT',
    path,
    body: 'stream',
    schema: { params: imageParams },
    async handle({ context, actor, params, headers, raw }) {
      if (headers['content-type']?.split(';', 1)[0]?.trim() !== 'application/octet-stream') {
        throw new Fault(
          'unsupported',
          'request.media-type',
          'The content type must be application/octet-stream.',
        );
      }
      await uploadBytes(context, actor, params.image_id, raw);
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path,
    schema: { params: imageParams },
    async handle({ context, actor, params, headers, reply }) {
      const { image, blob } = await openBytes(context, actor, params.image_id);
      if (blob === null) return { status: 204 };
      try {
        const range = readRange(headers, blob.size);
        await sendBytes(reply.raw, blob, range, {
          ...(reply.getHeaders() as Record<string, string>),
          'content-type': 'application/octet-stream',
          // Hex, as Glance sends it, where RFC 1864 has base64. A part has no MD5 of its own.
          ...(range.whole && image.checksum !== null ? { 'content-md5': image.checksum } : {}),
        });
        return 'sent';
      } finally {
        await blob.close();
      }
    },
  }),
];

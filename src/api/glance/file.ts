// The bytes of an image, up and down.
import type { IncomingMessage } from 'node:http';
import { Fault } from '../../domain/fault.ts';
import { openBytes } from '../../domain/images/read-bytes.ts';
import { uploadBytes } from '../../domain/images/upload-bytes.ts';
import { uploadOf, type Upload } from '../http/request-bytes.ts';
import { route, type Route } from '../http/route.ts';
import { sendBlob } from '../http/send-bytes.ts';
import { imageParams } from './images.ts';
import { storeHeader } from './import-request.ts';

const path = '/v2/images/:image_id/file';

/** The bytes of an image in a request. Faults: unsupported (content type). */
export function bytesOf(raw: IncomingMessage): Upload {
  const type = raw.headers['content-type']?.split(';', 1)[0]?.trim();
  if (type !== 'application/octet-stream') {
    throw new Fault(
      'unsupported',
      'request.media-type',
      'The content type must be application/octet-stream.',
    );
  }
  return uploadOf(raw);
}

export const fileRoutes: readonly Route[] = [
  route({
    method: 'PUT',
    path,
    body: 'stream',
    schema: { params: imageParams },
    async handle({ context, actor, params, headers, raw }) {
      const { source, size } = bytesOf(raw);
      await uploadBytes(context, actor, params.image_id, source, size, storeHeader(headers));
      return { status: 204 };
    },
  }),
  route({
    method: 'GET',
    path,
    schema: { params: imageParams },
    async handle({ context, actor, params, reply }) {
      const { image, blob } = await openBytes(context, actor, params.image_id);
      if (blob === null) return { status: 204 };
      return await sendBlob(reply, blob, (range): Readonly<Record<string, string>> =>
        // Hex, as Glance sends it, where RFC 1864 has base64. A part has no MD5 of its own.
        range.whole && image.checksum !== null ? { 'content-md5': image.checksum } : {},
      );
    },
  }),
];

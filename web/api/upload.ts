// The bytes of a new image on their way to the service. Browsers read the file from the disk as they send it, and only an XMLHttpRequest
// tells how much has been sent.
import { queryOptions } from '@tanstack/react-query';
import type { Image, NewImage, UploadProgress } from '../../src/api/accord/images/schema.ts';
import { imagePath } from './images.ts';
import { keys } from './keys.ts';
import { asProblem, problemOf, unreachable } from './problem.ts';
import { apiUrl, request } from './request.ts';

/** Makes the record of an image, which waits for its bytes. */
export async function createImage(projectId: string, body: NewImage): Promise<Image> {
  return await request<Image>('POST', `/projects/${projectId}/images`, { body });
}

/** Takes away an image whose upload is given up, also while bytes are on their way. One that is gone already is as well. */
export async function discardImage(projectId: string, imageId: string): Promise<void> {
  try {
    await request('DELETE', imagePath(projectId, imageId));
  } catch (error) {
    if (asProblem(error).status !== 404) throw error;
  }
}

/**
 * Sends all of `file` as the bytes of an image; resolves when the service has checked and stored them. Rejects with a Problem, or with what
 * aborted it. `onSent`: bytes that have left the browser.
 */
export async function sendFile(
  projectId: string,
  imageId: string,
  file: Blob,
  onSent: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const sending = new XMLHttpRequest();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const abort = (): void => sending.abort();
  sending.open('PUT', apiUrl(`${imagePath(projectId, imageId)}/file`));
  sending.setRequestHeader('content-type', 'application/octet-stream');
  sending.setRequestHeader('accept', 'application/json');
  sending.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
  sending.addEventListener('load', () => {
    if (sending.status === 204) resolve();
    else void problemOf(responseOf(sending)).then(reject, reject);
  });
  sending.addEventListener('error', () => reject(unreachable(new Error('the upload broke off'))));
  sending.addEventListener('abort', () => reject(signal.reason));
  signal.addEventListener('abort', abort);
  try {
    sending.send(file);
    await promise;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function responseOf(sent: XMLHttpRequest): Response {
  const headers = new Headers();
  for (const name of ['content-type', 'x-openstack-request-id']) {
    const value = sent.getResponseHeader(name);
    if (value !== null) headers.set(name, value);
  }
  return new Response(sent.responseText, { status: sent.status, headers });
}

const pollMilliseconds = 1000;

/** What the service is doing with an upload, asked again and again; null: it knows of none. */
export function uploadProgressQuery(projectId: string, imageId: string) {
  return queryOptions({
    queryKey: keys.imageUpload(projectId, imageId),
    queryFn: async ({ signal }): Promise<UploadProgress | null> => {
      try {
        return await request<UploadProgress>('GET', `${imagePath(projectId, imageId)}/upload`, {
          signal,
        });
      } catch (error) {
        if (asProblem(error).status === 404) return null;
        throw error;
      }
    },
    refetchInterval: pollMilliseconds,
    gcTime: 0,
  });
}

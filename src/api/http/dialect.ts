// Some paths are spoken of by clients of OpenStack and of Huawei Cloud alike, with small differences in what they expect.
import type { IncomingHttpHeaders } from 'node:http';

/** The scheme of the header Authorization in requests that are signed with an access key. */
export const signatureScheme = 'SDK-HMAC-SHA256';

/** True when the request is signed in that way, whether rightly or not. */
export function isSigned({ authorization = '' }: IncomingHttpHeaders): boolean {
  return authorization.split(' ', 1)[0] === signatureScheme;
}

/** True for what a client of Huawei Cloud sends: it signs, or it has found the service under one of that cloud's names. */
export function speaksHuawei(headers: IncomingHttpHeaders): boolean {
  return isSigned(headers) || /^(?:iam|ims)\./i.test(headers.host ?? '');
}

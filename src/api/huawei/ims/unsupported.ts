// Calls that the image service of Huawei Cloud has and this one has not: they answer so, whatever they ask for. docs/coverage/ims.md lists them.
import { unsupportedRoutesOf, type UnsupportedCall } from '../unsupported-calls.ts';

export const unsupportedCalls: readonly UnsupportedCall[] = [
  {
    method: 'POST',
    path: '/v1/cloudimages/wholeimages/action',
    reason:
      'A full-server image is made of all disks of a server, or of a backup, and neither is done here yet.',
  },
];

export const unsupportedRoutes = unsupportedRoutesOf(unsupportedCalls);

// Calls about servers that the service of Huawei Cloud has and this one has not: they answer so, whatever they ask for. docs/coverage/ecs.md lists them.
import { unsupportedRoutesOf, type UnsupportedCall } from '../unsupported-calls.ts';

const noResize = 'The flavor of a server stays what it was made with.';
const noNics = 'Each server has one network of its own, and one address in it.';

export const unsupportedEcsCalls: readonly UnsupportedCall[] = [
  { method: 'POST', path: '/v1/:project_id/cloudservers/:server_id/resize', reason: noResize },
  { method: 'POST', path: '/v1.1/:project_id/cloudservers/:server_id/resize', reason: noResize },
  { method: 'POST', path: '/v1/:project_id/cloudservers/:server_id/nics', reason: noNics },
  { method: 'POST', path: '/v1/:project_id/cloudservers/:server_id/nics/delete', reason: noNics },
  {
    method: 'PUT',
    path: '/v1/:project_id/cloudservers/:server_id/os-reset-password',
    reason: 'A password is set when a system is made: reinstall it, or change the OS.',
  },
  {
    method: 'POST',
    path: '/v1/:project_id/cloudservers/:server_id/remote_console',
    reason: 'The screen and the serial console are in the console, and in the API below /api/v1.',
  },
];

export const unsupportedRoutes = unsupportedRoutesOf(unsupportedEcsCalls);

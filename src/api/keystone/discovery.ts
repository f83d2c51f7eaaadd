import { openRoute, type Answer, type Call } from '../http/route.ts';
import { baseOf } from './present.ts';

/** v3.14 is the last version of the API; its date is that of Keystone's own document. */
function versionDocument(call: Call): Answer {
  return {
    status: 200,
    body: {
      version: {
        id: 'v3.14',
        status: 'stable',
        updated: '2020-04-07T00:00:00Z',
        links: [{ rel: 'self', href: `${baseOf(call)}/` }],
        'media-types': [
          { base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' },
        ],
      },
    },
  };
}

export const discoveryRoutes = ['/v3', '/v3/'].map((path) =>
  openRoute({ method: 'GET', path, handle: versionDocument }),
);

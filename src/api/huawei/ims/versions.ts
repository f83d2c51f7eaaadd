// What `GET /` and `GET /{version}` tell clients of the image service.
import type { Settings } from '../../../domain/settings.ts';
import { speaksHuawei } from '../../http/dialect.ts';
import { noSuchPath } from '../../http/no-such-path.ts';
import { openRoute, type Route } from '../../http/route.ts';

const versions = [
  { id: 'v1', status: 'SUPPORTED' },
  { id: 'v2.1', status: 'SUPPORTED' },
  { id: 'v2', status: 'CURRENT' },
] as const;

/** All versions, or one. */
export function presentVersions(
  { publicUrl }: Pick<Settings, 'publicUrl'>,
  only?: (typeof versions)[number]['id'],
): object {
  const shown = versions.filter(({ id }) => only === undefined || id === only);
  return {
    versions: shown.map(({ id, status }) => ({
      id,
      status,
      version: '',
      min_version: '',
      updated: '2026-11-01T00:00:00Z',
      links: [{ rel: 'self', href: `${publicUrl}/${id}/` }],
    })),
  };
}

/** /v2 is Glance's, too: see native.ts. */
export const versionRoutes: readonly Route[] = (['v1', 'v2.1'] as const).map((id) =>
  openRoute({
    method: 'GET',
    path: `/${id}`,
    handle({ context, headers }) {
      // A client of Glance must not take this for an old version of its own API.
      if (!speaksHuawei(headers)) throw noSuchPath();
      return { status: 200, body: presentVersions(context.settings, id) };
    },
  }),
);

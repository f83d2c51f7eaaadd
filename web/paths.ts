// Every address of the console, as a function. What is a view (tab, filters, page) stands in the query.

export type ImagesTab = 'private' | 'public' | 'shared';
export type ImageTab = 'members' | 'disks' | 'history';
export type ServerTab = 'screen' | 'serial' | 'log' | 'disks' | 'history';

export const paths = {
  home: '/',
  /** `returnTo`: where to go once signed in; an address of the console. */
  signIn: (returnTo?: string) => withQuery('/sign-in', { returnTo }),
  /** A project's first page. */
  project: (projectId: string) => `/p/${projectId}`,
  images: (projectId: string, tab?: ImagesTab) => withQuery(`/p/${projectId}/images`, { tab }),
  newImage: (projectId: string) => `/p/${projectId}/images/new`,
  image: (projectId: string, imageId: string, tab?: ImageTab) =>
    withQuery(`/p/${projectId}/images/${imageId}`, { tab }),
  servers: (projectId: string) => `/p/${projectId}/servers`,
  /** `image`: the one that is chosen at first. */
  newServer: (projectId: string, image?: string) =>
    withQuery(`/p/${projectId}/servers/new`, { image }),
  server: (projectId: string, serverId: string, tab?: ServerTab) =>
    withQuery(`/p/${projectId}/servers/${serverId}`, { tab }),
  disks: (projectId: string, filter: { search?: string } = {}) =>
    withQuery(`/p/${projectId}/disks`, filter),
  newDisk: (projectId: string, image?: string) => withQuery(`/p/${projectId}/disks/new`, { image }),
  vaults: (projectId: string) => `/p/${projectId}/vaults`,
  vault: (projectId: string, vaultId: string) => `/p/${projectId}/vaults/${vaultId}`,
  backups: (projectId: string) => `/p/${projectId}/backups`,
  backup: (projectId: string, backupId: string) => `/p/${projectId}/backups/${backupId}`,
  keyPairs: (projectId: string) => `/p/${projectId}/key-pairs`,
  audit: (projectId: string) => `/p/${projectId}/audit`,
  auditOfAll: '/audit',
  /** What operators see of one project. */
  auditOfProject: (projectId: string) => withQuery('/audit', { projectId }),
  account: '/account',
  admin: (noun: 'regions' | 'accounts' | 'projects' | 'users') => `/admin/${noun}`,
  /** Those of an account, or in a region. */
  adminProjects: (filter: { accountId?: string; regionId?: string }) =>
    withQuery('/admin/projects', filter),
  adminUsers: (filter: { accountId: string }) => withQuery('/admin/users', filter),
} as const;

/**
 * The address to return to as it was handed to `paths.signIn`, or the home page: never an address of another site, which `//host` and
 * `/\host` would be.
 */
export function safeReturn(returnTo: string | null): string {
  return returnTo !== null && /^\/(?![/\\])/.test(returnTo) ? returnTo : paths.home;
}

function withQuery(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1]);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

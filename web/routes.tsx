// The whole site map. Pages are loaded when they are first shown; their addresses are made by paths.ts.
import { createBrowserRouter, type RouteObject } from 'react-router';
import { BrokenPage } from './frame/BrokenPage.tsx';
import { Frame } from './frame/Frame.tsx';
import { NotFoundPage } from './frame/NotFoundPage.tsx';
import { Home } from './session/Home.tsx';
import { InProject } from './session/InProject.tsx';
import { OperatorsOnly } from './session/OperatorsOnly.tsx';
import { SignedIn } from './session/SignedIn.tsx';
import { Loading } from './ui/Loading.tsx';

const ofProject: RouteObject[] = [
  { index: true, Component: Home },
  {
    path: 'images',
    lazy: async () => ({ Component: (await import('./images/ImagesPage.tsx')).ImagesPage }),
  },
  {
    path: 'images/new',
    lazy: async () => ({ Component: (await import('./images/NewImagePage.tsx')).NewImagePage }),
  },
  {
    path: 'images/:imageId',
    lazy: async () => ({ Component: (await import('./images/ImagePage.tsx')).ImagePage }),
  },
  {
    path: 'servers',
    lazy: async () => ({ Component: (await import('./servers/ServersPage.tsx')).ServersPage }),
  },
  {
    path: 'servers/new',
    lazy: async () => ({ Component: (await import('./servers/NewServerPage.tsx')).NewServerPage }),
  },
  {
    path: 'servers/:serverId',
    lazy: async () => ({ Component: (await import('./servers/ServerPage.tsx')).ServerPage }),
  },
  {
    path: 'disks',
    lazy: async () => ({ Component: (await import('./disks/DisksPage.tsx')).DisksPage }),
  },
  {
    path: 'disks/new',
    lazy: async () => ({ Component: (await import('./disks/NewDiskPage.tsx')).NewDiskPage }),
  },
  {
    path: 'key-pairs',
    lazy: async () => ({ Component: (await import('./key-pairs/KeyPairsPage.tsx')).KeyPairsPage }),
  },
  {
    path: 'vaults',
    lazy: async () => ({ Component: (await import('./vaults/VaultsPage.tsx')).VaultsPage }),
  },
  {
    path: 'vaults/:vaultId',
    lazy: async () => ({ Component: (await import('./vaults/VaultPage.tsx')).VaultPage }),
  },
  {
    path: 'backups',
    lazy: async () => ({ Component: (await import('./backups/BackupsPage.tsx')).BackupsPage }),
  },
  {
    path: 'backups/:backupId',
    lazy: async () => ({ Component: (await import('./backups/BackupPage.tsx')).BackupPage }),
  },
  {
    path: 'audit',
    lazy: async () => ({ Component: (await import('./audit/AuditPage.tsx')).AuditPage }),
  },
  { path: '*', Component: NotFoundPage },
];

const forOperators: RouteObject[] = [
  {
    path: 'audit',
    lazy: async () => ({ Component: (await import('./audit/AuditOfAllPage.tsx')).AuditOfAllPage }),
  },
  {
    path: 'admin/regions',
    lazy: async () => ({ Component: (await import('./admin/RegionsPage.tsx')).RegionsPage }),
  },
  {
    path: 'admin/accounts',
    lazy: async () => ({ Component: (await import('./admin/AccountsPage.tsx')).AccountsPage }),
  },
  {
    path: 'admin/projects',
    lazy: async () => ({ Component: (await import('./admin/ProjectsPage.tsx')).ProjectsPage }),
  },
  {
    path: 'admin/users',
    lazy: async () => ({ Component: (await import('./admin/UsersPage.tsx')).UsersPage }),
  },
];

const routes: RouteObject[] = [
  {
    ErrorBoundary: BrokenPage,
    HydrateFallback: Loading,
    children: [
      {
        path: 'sign-in',
        lazy: async () => ({ Component: (await import('./session/SignInPage.tsx')).SignInPage }),
      },
      {
        Component: SignedIn,
        children: [
          { index: true, Component: Home },
          {
            Component: Frame,
            children: [
              {
                ErrorBoundary: BrokenPage,
                children: [
                  { path: 'p/:projectId', Component: InProject, children: ofProject },
                  {
                    path: 'account',
                    lazy: async () => ({
                      Component: (await import('./account/AccountPage.tsx')).AccountPage,
                    }),
                  },
                  { Component: OperatorsOnly, children: forOperators },
                  { path: '*', Component: NotFoundPage },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
];

export function makeRouter() {
  return createBrowserRouter(routes);
}

// The whole site map. Pages are loaded when they are first shown; their addresses are made by paths.ts.
import { createBrowserRouter, type RouteObject } from 'react-router';
import { BrokenPage } from './frame/BrokenPage.tsx';
import { Frame } from './frame/Frame.tsx';
import { NotFoundPage } from './frame/NotFoundPage.tsx';
import { Home } from './session/Home.tsx';
import { InProject } from './session/InProject.tsx';
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
  { path: '*', Component: NotFoundPage },
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

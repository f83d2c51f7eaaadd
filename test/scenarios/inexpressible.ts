// Stories that a way has no words for, each with the reason. All others, and every row of the grid, run through every way.
import type { WayName } from './way.ts';

export const inexpressible: Readonly<Record<WayName, Readonly<Record<string, string>>>> = {
  domain: {},
  glance: {},
  accord: {
    'the id of a deleted image is never used again':
      'images made through the own API get their ids from the service',
    'an administrator answers for a project, and the project may answer otherwise':
      'a project answers for itself: the path names who answers, and takes those who have a role there',
    'an administrator answers for a project of another region, which still does not see the image':
      'as above; the grid says that an administrator finds no such project',
  },
  ims: {},
};

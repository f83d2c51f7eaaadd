// Stories that a way has no words for, each with the reason. All others, and every row of the grid, run through every way.
import { stories } from './stories.ts';
import type { WayName } from './way.ts';

const noVaults = 'Glance has no word for vaults';

export const inexpressible: Readonly<Record<WayName, Readonly<Record<string, string>>>> = {
  domain: {},
  glance: Object.fromEntries(
    stories.filter(({ vault }) => vault !== undefined).map(({ title }) => [title, noVaults]),
  ),
  accord: {
    'the id of a deleted image is never used again':
      'images made through the own API get their ids from the service',
    'an administrator answers for a project, and the project may answer otherwise':
      'a project answers for itself: the path names who answers, and takes those who have a role there',
    'an administrator answers for a project of another region, which still does not see the image':
      'as above; the grid says that an administrator finds no such project',
  },
  ims: {
    'an answer is taken back, and the image waits again': 'nobody is undecided again there',
    'an administrator answers for a project, and the project may answer otherwise': 'as above',
    'a member cannot offer the image on, and cannot answer for another member':
      'the grid says it: to answer for another is not valid',
    'an answer given before there were bytes falls back to pending when they arrive':
      'an image without bytes is in no list of images that were accepted',
    'a deactivated image gives its bytes to nobody but an administrator':
      'the grid says it: what is out of use is not ready',
  },
};

// Under which key each answer is kept. All that belongs to a project stands below `project(id)`, so that one change of it can make them
// all be asked again.

export const keys = {
  session: ['session'],
  /** Of the acts that end the session, while they are under way. */
  endOfSession: ['end-of-session'],
  myProjects: ['my-projects'],
  accessKeys: ['access-keys'],
  project: (projectId: string) => ['project', projectId],
  images: (projectId: string) => ['project', projectId, 'images'],
  imageList: (projectId: string, query: object) => ['project', projectId, 'images', 'list', query],
  image: (projectId: string, imageId: string) => ['project', projectId, 'images', 'one', imageId],
  imageDisks: (projectId: string, imageId: string) => [
    'project',
    projectId,
    'images',
    'one',
    imageId,
    'disks',
  ],
  imageEvents: (projectId: string, imageId: string) => [
    'project',
    projectId,
    'events',
    'of-image',
    imageId,
  ],
  // Not below the project: what is under way is asked for again and again by itself.
  imageUpload: (projectId: string, imageId: string) => ['image-upload', projectId, imageId],
  imageCounts: (projectId: string) => ['project', projectId, 'images', 'counts'],
  offers: (projectId: string, status: string) => ['project', projectId, 'offers', status],
  members: (projectId: string, imageId: string, visibility: string) => [
    'project',
    projectId,
    'members',
    imageId,
    visibility,
  ],
  // Not below the project: asked for what is typed, not again at every change.
  shareCheck: (projectId: string, pairs: object) => ['share-check', projectId, pairs],
  notices: (projectId: string) => ['project', projectId, 'notices'],
  events: (projectId: string, query: object) => ['project', projectId, 'events', 'list', query],
  eventsOfAll: (query: object) => ['events-of-all', query],
  servers: (projectId: string) => ['project', projectId, 'servers'],
  serverList: (projectId: string, query: object) => [
    'project',
    projectId,
    'servers',
    'list',
    query,
  ],
  server: (projectId: string, serverId: string) => [
    'project',
    projectId,
    'servers',
    'one',
    serverId,
  ],
  serverEvents: (projectId: string, serverId: string) => [
    'project',
    projectId,
    'events',
    'of-server',
    serverId,
  ],
  disks: (projectId: string) => ['project', projectId, 'disks'],
  diskList: (projectId: string, query: object) => ['project', projectId, 'disks', 'list', query],
  keyPairs: (projectId: string) => ['project', projectId, 'key-pairs'],
  imageUses: (projectId: string, imageIds: readonly string[]) => [
    'project',
    projectId,
    'image-uses',
    imageIds,
  ],
  // Not below the project: they are the same for all, and change with the operator's machine only.
  flavors: (projectId: string) => ['flavors', projectId],
  engine: (projectId: string) => ['engine', projectId],
  /** What operators manage: after one change, all of it may be different. */
  administration: ['administration'],
  regions: ['administration', 'regions'],
  accounts: (query: object) => ['administration', 'accounts', query],
  projects: (query: object) => ['administration', 'projects', query],
  users: (query: object) => ['administration', 'users', query],
  choices: (noun: 'accounts' | 'projects' | 'users', search: string) => [
    'administration',
    'choices',
    noun,
    search,
  ],
  assignments: (query: object) => ['administration', 'assignments', query],
} as const;

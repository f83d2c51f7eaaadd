// The settings that rules read. config.ts fills them from the environment; docs/settings.md lists them.

export interface Settings {
  /** `strict`: pending and rejected images cannot be used. `glance`: Glance's looser rule. */
  readonly consent: 'strict' | 'glance';
  /** `hard`: no bytes above a quota. `glance`: what comes after it was passed is refused. */
  readonly quota: 'hard' | 'glance';
  /** `strict` refuses bytes that are not recognised as the declared format; `lenient` flags them. */
  readonly format: 'lenient' | 'strict';
  /** Where clients reach this service: no trailing slash. Every link is made from it. */
  readonly publicUrl: string;
  readonly membersPerImage: number;
  readonly membersPerServerImage: number;
  readonly propertiesPerImage: number;
  readonly tagsPerImage: number;
  /** Bytes of one image at most. */
  readonly imageSizeCap: number;
  /** Bytes of an image that is copied to another one at most. */
  readonly copySizeCap: number;
  /** `host:port` that imports may reach though they otherwise must not, spelled as in a URL. */
  readonly importAllow: readonly string[];
  readonly pageDefault: number;
  readonly pageMax: number;
  readonly tokenTtlSeconds: number;
  readonly loginFailures: number;
  readonly loginLockSeconds: number;
  readonly accessKeysPerUser: number;
  /** Of a batch that is carried out as a job. */
  readonly imagesPerBatch: number;
  readonly projectsPerBatch: number;
  /** Hours that a job can be looked at after it has ended. */
  readonly jobHours: number;
  /** Project ids that one user may look up in a minute. */
  readonly directoryRate: number;
  /** Of one project, at most. */
  readonly serversPerProject: number;
  readonly vcpusPerProject: number;
  /** MiB. */
  readonly memoryPerProject: number;
  readonly disksPerProject: number;
  /** GiB. */
  readonly diskSpacePerProject: number;
  /** In one call that makes servers. */
  readonly serversPerBatch: number;
  readonly disksPerBatch: number;
  /** GiB of one disk at most. */
  readonly diskSizeCap: number;
  /** Data disks of one server at most. */
  readonly disksPerServer: number;
  /** The first and last port of this machine that lead to servers' port 22. */
  readonly sshPorts: { readonly first: number; readonly last: number };
  /** Seconds that a guest gets to switch off by itself. */
  readonly stopSeconds: number;
  /** What becomes of servers that were running when the machine went down. */
  readonly serversAfterBoot: 'start' | 'stopped';
  readonly keyPairsPerProject: number;
  /** Bytes. */
  readonly userDataCap: number;
  /** WebSockets of one user, in one process, at most. */
  readonly socketsPerUser: number;
  /** Tokens whose user, roles and scope are kept in memory. */
  readonly knownSessions: number;
}

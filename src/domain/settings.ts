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
  /** Tokens whose user, roles and scope are kept in memory. */
  readonly knownSessions: number;
}

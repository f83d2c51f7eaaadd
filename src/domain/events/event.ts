// An entry of the audit trail, as it is read.

export interface AuditEvent {
  readonly id: number;
  readonly at: string;
  /** `noun.verb`, such as `member.accept`. */
  readonly action: string;
  readonly noun: string;
  readonly nounId: string;
  /** The project whose noun it is. */
  readonly projectId: string | null;
  /** The other party of an offer or an answer. */
  readonly memberProjectId: string | null;
  /** null: the service by itself. */
  readonly actorUserId: string | null;
  readonly actorUserName: string | null;
  readonly actorProjectId: string | null;
  readonly actorRole: string | null;
  /** The project that an administrator acted for. */
  readonly actedForProjectId: string | null;
  readonly requestId: string | null;
  /** The fields that changed, as they were and as they are since. */
  readonly before: object | null;
  readonly after: object | null;
}

/** When the last event of the page before was, and its id. */
export type EventCursor = readonly [at: string, id: number];

export interface EventFilters {
  readonly imageId?: string | undefined;
  /** What is no image. */
  readonly about?: { readonly noun: string; readonly nounId: string } | undefined;
  /** Another project that took part, as the owner, the member or the one that acted. */
  readonly otherProjectId?: string | undefined;
  readonly action?: string | undefined;
  /** Not before this time, in ISO 8601. */
  readonly since?: string | undefined;
  /** Before this time. */
  readonly until?: string | undefined;
}

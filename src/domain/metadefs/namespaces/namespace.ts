import { Fault } from '../../fault.ts';
import type { MetadefObject } from '../objects/metadef-object.ts';
import type { MetadefProperty } from '../properties/metadef-property.ts';
import type { Association } from '../resource-types/resource-type.ts';
import type { MetadefTag } from '../tags/metadef-tag.ts';
import type { MetadefAction } from '../policy.ts';

export interface Namespace {
  readonly id: number;
  /** Unique in the whole service, such as `OS::Compute::Watchdog`. */
  readonly name: string;
  readonly displayName: string | null;
  readonly description: string | null;
  /** `private`: its own project sees it; `public`: everybody does. */
  readonly visibility: 'public' | 'private';
  /** Nothing of it is deleted while this is set. */
  readonly protected: boolean;
  /** The id of a project, or whatever the definition file names. */
  readonly owner: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A namespace and all that is in it. */
export interface NamespaceContents {
  readonly namespace: Namespace;
  readonly resourceTypes: readonly Association[];
  readonly properties: readonly MetadefProperty[];
  readonly objects: readonly MetadefObject[];
  readonly tags: readonly MetadefTag[];
}

/** What Glance 25.1 says in the long form; everything else has the short one. */
const longWords = /^metadef-(namespace\.(list|show)|object\.)/;

/** The fault for a namespace that is not there, or not there for this actor. */
export function namespaceNotFound(name: string, action: MetadefAction): Fault {
  return new Fault(
    'notFound',
    'metadef.namespace-not-found',
    longWords.test(action)
      ? `Metadata definition namespace=${name} was not found.`
      : `Namespace ${name} not found`,
    { detail: { namespace: name } },
  );
}

/** Throws `forbidden` when a namespace keeps what is in it from being deleted. `what` names the thing for the message. */
export function refuseProtected(namespace: Namespace, what: string): void {
  if (!namespace.protected) return;
  throw new Fault(
    'forbidden',
    'metadef.protected',
    `Metadata definition ${what} is protected and cannot be deleted.`,
    { detail: { namespace: namespace.name } },
  );
}

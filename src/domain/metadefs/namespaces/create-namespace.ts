import type { Tx } from '../../../db/pool.ts';
import { projectIdOf, type Actor } from '../../actor.ts';
import type { Context } from '../../context.ts';
import { recordEvent } from '../../events/record-event.ts';
import { Fault } from '../../fault.ts';
import { metadefEvent } from '../metadef-event.ts';
import { addObject } from '../objects/create-object.ts';
import type { NewObject } from '../objects/metadef-object.ts';
import { authorizeMetadef } from '../policy.ts';
import { addProperty } from '../properties/create-property.ts';
import type { PropertyDefinition } from '../property-definition.ts';
import { addAssociation } from '../resource-types/associate-resource-type.ts';
import type { NewAssociation } from '../resource-types/resource-type.ts';
import { addTags } from '../tags/create-tags.ts';
import type { Namespace, NamespaceContents } from './namespace.ts';
import { insertNamespace } from './queries.ts';
import { readContents } from './read-namespaces.ts';

export interface NewNamespace {
  readonly name: string;
  readonly displayName: string | null;
  readonly description: string | null;
  readonly visibility: Namespace['visibility'];
  readonly protected: boolean;
  /** null: the actor's project. */
  readonly owner: string | null;
  readonly resourceTypes: readonly NewAssociation[];
  readonly properties: Readonly<Record<string, PropertyDefinition>>;
  readonly objects: readonly NewObject[];
  readonly tags: readonly string[];
}

/** Makes a namespace with all that is in it, or nothing of it. Faults: forbidden, conflict (its name, or a name in it twice), invalid. */
export async function createNamespace(
  context: Context,
  actor: Actor,
  wanted: NewNamespace,
): Promise<NamespaceContents> {
  authorizeMetadef(actor, 'own', 'metadef-namespace.create');
  return await context.db.transaction().execute(async (tx) => {
    const namespace = await addNamespace(tx, actor, wanted, ownerFor(actor, wanted.owner));
    if (namespace === null) throw nameTaken(wanted.name);
    return await readContents(tx, namespace);
  });
}

function nameTaken(name: string): Fault {
  return new Fault(
    'conflict',
    'metadef.namespace-exists',
    `The metadata definition namespace=${name} already exists.`,
    { detail: { namespace: name } },
  );
}

/** The owner that was asked for, or else the actor's project. */
export function ownerFor(actor: Actor, asked: string | null): string {
  const owner = asked ?? projectIdOf(actor);
  if (owner !== null) return owner;
  throw new Fault(
    'invalid',
    'metadef.no-owner',
    'A namespace belongs to a project: name one as its owner, or use a token that is scoped to one.',
  );
}

/** The creation itself, for an actor that may; null when there is a namespace of that name. */
export async function addNamespace(
  tx: Tx,
  actor: Actor | null,
  wanted: NewNamespace,
  owner: string,
): Promise<Namespace | null> {
  const namespace = await insertNamespace(tx, {
    name: wanted.name,
    display_name: wanted.displayName,
    description: wanted.description,
    visibility: wanted.visibility,
    protected: wanted.protected,
    owner,
  });
  if (namespace === null) return null;
  const event = { after: namespace };
  await recordEvent(
    tx,
    actor,
    metadefEvent(actor, 'metadef-namespace.create', namespace, null, event),
  );
  for (const each of wanted.resourceTypes) await addAssociation(tx, actor, namespace, each);
  for (const each of wanted.objects) await addObject(tx, actor, namespace, each);
  await addTags(tx, actor, namespace, wanted.tags);
  for (const [name, definition] of Object.entries(wanted.properties)) {
    await addProperty(tx, actor, namespace, name, definition);
  }
  return namespace;
}

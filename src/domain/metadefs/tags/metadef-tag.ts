import { Fault } from '../../fault.ts';

/** A word that resources may be tagged with. */
export interface MetadefTag {
  readonly id: number;
  /** Unique in its namespace, without regard to case. */
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export function tagNotFound(name: string): Fault {
  return new Fault('notFound', 'metadef.tag-not-found', `Could not find metadata tag ${name}`, {
    detail: { name },
  });
}

export function tagExists(namespaceName: string, name: string): Fault {
  return new Fault(
    'conflict',
    'metadef.tag-exists',
    `A metadata tag with name=${name} already exists in namespace=${namespaceName}. (Please note that metadata tag names are case insensitive).`,
    { detail: { namespace: namespaceName, name } },
  );
}

/** What namespaces can be for, such as `OS::Glance::Image`. Known from the first namespace that names it. */
export interface ResourceType {
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface NewAssociation {
  readonly resourceType: string;
  /** Goes before the name of each property on a resource of this type, separator included. */
  readonly prefix: string | null;
  /** Which of a resource's several sets of properties is meant, such as a volume's `image`. */
  readonly propertiesTarget: string | null;
}

/** A namespace is for a type of resource. */
export interface Association extends NewAssociation {
  readonly namespaceId: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

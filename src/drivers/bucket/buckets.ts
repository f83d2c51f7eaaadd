// The buckets by their names, and who may use them.
import type { Bucket } from './bucket.ts';
import { FolderBucket } from './folder-bucket.ts';

export interface BucketSetting {
  readonly name: string;
  readonly folder: string;
  /** Ids of the projects that may use it; null: every project. */
  readonly projects: readonly string[] | null;
}

interface PlacedBucket {
  readonly bucket: Bucket;
  readonly projects: BucketSetting['projects'];
}

export class Buckets {
  readonly #buckets: ReadonlyMap<string, PlacedBucket>;

  constructor(buckets: ReadonlyMap<string, PlacedBucket>) {
    this.#buckets = buckets;
  }

  /** Opens the buckets that are configured. Throws one line when the folder of one is missing. */
  static async open(configured: readonly BucketSetting[]): Promise<Buckets> {
    const buckets = new Map<string, PlacedBucket>();
    for (const { name, folder, projects } of configured) {
      buckets.set(name, { bucket: await FolderBucket.open(folder), projects });
    }
    return new Buckets(buckets);
  }

  /** The bucket for a project; null: there is none, or it is not for that project. */
  forProject(name: string, projectId: string): Bucket | null {
    const found = this.#buckets.get(name);
    if (found === undefined) return null;
    return (found.projects?.includes(projectId) ?? true) ? found.bucket : null;
  }
}

// What is shown of a project to others: names, for an id that may be of a project that is gone, or never was.
import type { DbOrTx } from '../../../db/pool.ts';
import type { ProjectName } from './project.ts';
import { selectProjectNames } from './queries.ts';

/** Names by ids. */
export class ProjectNames {
  readonly #known: ReadonlyMap<string, ProjectName>;

  private constructor(known: ReadonlyMap<string, ProjectName>) {
    this.#known = known;
  }

  /** Looks all of them up at once; null is nobody. */
  static async of(db: DbOrTx, ids: Iterable<string | null>): Promise<ProjectNames> {
    const wanted = [...new Set(ids)].filter((id) => id !== null);
    const rows = wanted.length === 0 ? [] : await selectProjectNames(db, wanted);
    return new ProjectNames(new Map(rows.map((row) => [row.id, row])));
  }

  get(id: string): ProjectName {
    return this.#known.get(id) ?? { id, name: null, accountId: null, accountName: null };
  }

  getOrNull(id: string | null): ProjectName | null {
    return id === null ? null : this.get(id);
  }
}

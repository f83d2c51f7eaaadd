// The image stores by their names. A blob has a copy in one or more of them.
import { FileStore } from './file-store.ts';

export class Stores {
  /** Where bytes go when nobody asks for another place. */
  readonly defaultName: string;
  /** Sorted. */
  readonly names: readonly string[];
  readonly #stores: ReadonlyMap<string, FileStore>;

  private constructor(defaultName: string, stores: ReadonlyMap<string, FileStore>) {
    this.defaultName = defaultName;
    this.names = [...stores.keys()].toSorted();
    this.#stores = stores;
  }

  /** Opens stores in their folders, making what is missing. The first is the default. */
  static async open(
    configured: readonly { readonly name: string; readonly folder: string }[],
  ): Promise<Stores> {
    const [first] = configured;
    if (first === undefined) throw new Error('a service needs a store');
    const stores = new Map<string, FileStore>();
    for (const { name, folder } of configured) stores.set(name, await FileStore.open(folder));
    return new Stores(first.name, stores);
  }

  get default(): FileStore {
    return this.get(this.defaultName);
  }

  has(name: string): boolean {
    return this.#stores.has(name);
  }

  /** The store; throws when the settings name none. */
  get(name: string): FileStore {
    const store = this.#stores.get(name);
    if (store === undefined) throw new Error(`there is no store ${name}`);
    return store;
  }

  /** All of them, in the order of their names. */
  all(): { readonly name: string; readonly store: FileStore }[] {
    return this.names.map((name) => ({ name, store: this.get(name) }));
  }

  /** Of `names` those that are here, the default first: the order to look for a copy in. */
  preferred(names: readonly string[]): string[] {
    const here = names.filter((name) => this.has(name));
    return here.toSorted((a, b) => Number(b === this.defaultName) - Number(a === this.defaultName));
  }

  /** Forgets a staging file wherever it is. */
  async discard(name: string): Promise<void> {
    for (const { store } of this.all()) await store.discard(name);
  }

  /** The names of all staging files; one name may be in several stores. */
  async staged(): Promise<string[]> {
    const lists = await Promise.all(this.all().map(async ({ store }) => await store.staged()));
    return [...new Set(lists.flat())];
  }
}

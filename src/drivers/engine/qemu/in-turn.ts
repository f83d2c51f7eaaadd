/** Does pieces of work that concern the same thing one after another, and others side by side. */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `work` once all that was asked for under this key before is over, however that went. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }

  /** Resolves when nothing is going on any more. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.allSettled(this.#last.values());
  }
}

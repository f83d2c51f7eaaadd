import type { ServerEvent } from '../engine.ts';

/** What servers did of their own accord: kept until somebody is ready to hear it, then told at once. */
export class News {
  readonly #listeners: ((event: ServerEvent) => void)[] = [];
  #kept: ServerEvent[] | null = [];

  listen(listener: (event: ServerEvent) => void): void {
    this.#listeners.push(listener);
  }

  tell(event: ServerEvent): void {
    if (this.#kept !== null) this.#kept.push(event);
    else for (const listener of this.#listeners) listener(event);
  }

  /** From now on nothing is kept; what was is told in a moment. */
  release(): void {
    const kept = this.#kept ?? [];
    this.#kept = null;
    setImmediate(() => {
      for (const event of kept) this.tell(event);
    });
  }
}

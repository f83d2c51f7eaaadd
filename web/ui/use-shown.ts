import { useState, useSyncExternalStore } from 'react';

/**
 * False while a dialog or drawer is rendered for the first time, and true right after: it opens only once React has kept it. antd's portals line up for
 * Escape while they are rendered, and React may throw such a rendering away, as it does when what was loaded lazily is rendered in slices; one that is lined up
 * and was thrown away would take every Escape for as long as the page lives.
 */
export function useShown(): boolean {
  const [keeping] = useState(() => new Keeping());
  return useSyncExternalStore(keeping.subscribe, keeping.isKept);
}

/** React subscribes to nothing but what it keeps. */
class Keeping {
  #isKept = false;

  readonly isKept = (): boolean => this.#isKept;

  readonly subscribe = (tell: () => void): (() => void) => {
    this.#isKept = true;
    tell();
    return () => {};
  };
}

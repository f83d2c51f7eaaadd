import { useLayoutEffect, useState } from 'react';

/**
 * False while a dialog or drawer is rendered for the first time, and true before it is seen: it opens only once React has kept it. antd's portals line up for
 * Escape while they are rendered, and React may throw such a rendering away, as it does when what was loaded lazily is rendered in slices; one that is lined up
 * and was thrown away would take every Escape for as long as the page lives.
 */
export function useShown(): boolean {
  const [isShown, setShown] = useState(false);
  // oxlint-disable-next-line react/set-state-in-effect -- the second rendering is the point
  useLayoutEffect(() => setShown(true), []);
  return isShown;
}

import { useEffect, useState } from 'react';

/** A dialog that is taken away as a whole, as those are that are loaded when they open, gives the focus back to what opened it. */
export function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const isLost = document.activeElement === document.body;
      if (isLost && opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}

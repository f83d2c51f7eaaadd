/**
 * Does something with each of many things, at most `lanes` at once. When one fails no other is begun; those that were are waited for, and then the
 * first error is thrown.
 */
export async function sideBySide<T>(
  things: Iterable<T>,
  lanes: number,
  act: (thing: T) => Promise<void>,
): Promise<void> {
  const waiting = things[Symbol.iterator]();
  let failed = false;
  const lane = async (): Promise<void> => {
    while (!failed) {
      const next = waiting.next();
      if (next.done === true) return;
      try {
        await act(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
  const end = ends.find((each) => each.status === 'rejected');
  if (end !== undefined) throw end.reason;
}

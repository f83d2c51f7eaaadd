import { useState } from 'react';

export interface Selection<Row> {
  /** Rows as they were when they were selected, also those of other pages. */
  readonly rows: readonly Row[];
  readonly set: (rows: readonly Row[]) => void;
  readonly clear: () => void;
  /** Takes out of it, as it is by then, what has been dealt with. */
  readonly drop: (isDone: (row: Row) => boolean) => void;
}

/** What is selected in a list; it is kept over pages, searches and filters. */
export function useSelection<Row>(): Selection<Row> {
  const [rows, setRows] = useState<readonly Row[]>([]);
  return {
    rows,
    set: setRows,
    clear: () => setRows([]),
    drop: (isDone) => setRows((before) => before.filter((row) => !isDone(row))),
  };
}

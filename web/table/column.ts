import type { ReactNode } from 'react';

/** One column of a list. */
export interface Column<Row> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: Row) => ReactNode;
  /** What an export writes; without it the column is for the eye only. */
  readonly csv?: (row: Row) => string | number | null;
  /** The API's name of the order by this column. */
  readonly sort?: string;
  readonly width?: number;
  readonly align?: 'left' | 'right';
}

/** A choice above a list that narrows it. */
export interface Filter {
  /** The API's name of it, and the one in the address. */
  readonly name: string;
  /** What it says when it is off, such as "All states". */
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

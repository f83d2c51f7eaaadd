import { useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { changeParams, readListQuery, type ListQuery, type ListSpec } from './list-state.ts';

export interface List<Query> {
  readonly query: Query;
  /** Some search or filter is on. */
  readonly isNarrowed: boolean;
  /** Counted from 1 as far as one has come here page by page; null after following a link into the middle. */
  readonly page: number | null;
  /** Changes search, filters, sort or `limit`; undefined takes a part away. */
  readonly change: (change: Readonly<Record<string, string | undefined>>) => void;
  readonly clear: () => void;
  readonly goFirst: () => void;
  readonly goNext: (cursor: string) => void;
  readonly goPrevious: () => void;
}

/** How many pages before this one are in the history of this tab. */
interface Steps {
  readonly steps?: number;
}

/** What the address says; what was rendered last may be a moment behind, and a change of that would take back another. */
function paramsNow(): URLSearchParams {
  return new URLSearchParams(window.location.search);
}

/** The state of a list, kept in the address. One list a page. */
export function useList<Sort extends string, Filters extends Record<string, string>>(
  spec: ListSpec<Sort, Filters>,
): List<ListQuery<Sort, Filters>> {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const { steps = 0 } = (useLocation().state ?? {}) as Steps;
  const query = useMemo(() => readListQuery(spec, params), [spec, params]);
  const isNarrowed = 'search' in query || Object.keys(spec.filters).some((name) => name in query);
  const change = (parts: Readonly<Record<string, string | undefined>>): void => {
    setParams(changeParams(paramsNow(), parts), { replace: true });
  };
  return {
    query,
    isNarrowed,
    page: query.cursor === undefined ? 1 : steps > 0 ? steps + 1 : null,
    change,
    clear: () => {
      const names = ['search', ...Object.keys(spec.filters)];
      change(Object.fromEntries(names.map((name) => [name, undefined])));
    },
    goFirst: () => setParams(changeParams(paramsNow(), {})),
    goNext: (cursor) => {
      setParams(changeParams(paramsNow(), { cursor }), {
        state: { steps: query.cursor === undefined ? 1 : steps + 1 } satisfies Steps,
      });
    },
    goPrevious: () => void navigate(-1),
  };
}

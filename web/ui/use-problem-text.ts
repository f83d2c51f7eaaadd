import { useTranslation } from 'react-i18next';
import type { ItemProblem } from '../../src/api/accord/schema.ts';
import { asProblem, type Problem } from '../api/problem.ts';

/** Puts a problem into words by its code; one without words here is told in the service's own, English ones. */
export function useProblemText(): (problem: ItemProblem | Problem) => string {
  const { t, i18n } = useTranslation('problems');
  return (problem) => {
    const detail = problem instanceof Error ? problem.message : problem.detail;
    const { code } = problem;
    if (!i18n.exists(code, { ns: 'problems' })) return detail;
    // Codes are the service's: they are looked up, not known to the compiler.
    return t(code as 'internal', { ...problem.facts, detail });
  };
}

/** The same for whatever was thrown. */
export function useErrorText(): (error: unknown) => string {
  const textOf = useProblemText();
  return (error) => textOf(asProblem(error));
}

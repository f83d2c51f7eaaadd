import { useTranslation } from 'react-i18next';
import type { ItemProblem } from '../../src/api/accord/schema.ts';
import { asProblem, type Problem } from '../api/problem.ts';
import { useFormat } from '../i18n/use-format.ts';

/** Puts a problem into words by its code; one without words here is told in the service's own, English ones. */
export function useProblemText(): (problem: ItemProblem | Problem) => string {
  const { t, i18n } = useTranslation('problems');
  const format = useFormat();
  return (problem) => {
    const detail = problem instanceof Error ? problem.message : problem.detail;
    const { code } = problem;
    if (!i18n.exists(code, { ns: 'problems' })) return detail;
    // Codes are the service's: they are looked up, not known to the compiler.
    return t(code as 'internal', { ...problem.facts, ...roomsOf(problem), detail });
  };

  /** Room in vaults, which the service counts in MiB, as people read it. */
  function roomsOf({ code, facts = {} }: ItemProblem | Problem): object {
    if (!code.startsWith('vault.')) return {};
    const rooms = ['needed', 'free', 'short', 'taken'].flatMap((name) => {
      const mib = facts[name];
      return typeof mib === 'number' ? [[name, format.bytes(mib * 2 ** 20)] as const] : [];
    });
    return Object.fromEntries(rooms);
  }
}

/** The same for whatever was thrown. */
export function useErrorText(): (error: unknown) => string {
  const textOf = useProblemText();
  return (error) => textOf(asProblem(error));
}

/** Why something cannot be done, by what the service says of it; undefined: it can. */
export function useAbilityText(): (ability: true | string) => string | undefined {
  const textOf = useProblemText();
  return (ability) => (ability === true ? undefined : textOf({ code: ability, detail: ability }));
}

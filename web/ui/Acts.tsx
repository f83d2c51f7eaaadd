import { Button } from 'antd';
import type { ReactNode } from 'react';
import { AbilityButton } from './AbilityButton.tsx';
import { ActMenu, type MenuAct } from './ActMenu.tsx';
import { DisabledReason } from './DisabledReason.tsx';
import styles from './ui.module.css';
import { useAbilityText } from './use-problem-text.ts';

interface Props {
  /** The first ones are what one does most often. */
  readonly acts: readonly (MenuAct | 'divider')[];
  /** How many stand there as buttons of their own; there is no divider among them. */
  readonly shown: number;
}

/** What can be done with something, in its row. `about`: its name, since every row has such buttons. */
export function ActsInRow({ about, acts, shown }: Props & { readonly about: string }) {
  return (
    <InRow>
      {firstOf(acts, shown).map((act) => (
        <AbilityButton
          key={act.key}
          ability={act.ability}
          label={act.label}
          about={about}
          onClick={act.onClick}
        />
      ))}
      <ActMenu about={about} acts={acts.slice(shown)} />
    </InRow>
  );
}

/** The same at the top of its page. */
export function ActsOfPage({ acts, shown }: Props) {
  const reasonFor = useAbilityText();
  return (
    <>
      {firstOf(acts, shown).map(({ key, ability, label, onClick }) => (
        <DisabledReason key={key} reason={reasonFor(ability)}>
          <Button onClick={onClick}>{label}</Button>
        </DisabledReason>
      ))}
      <ActMenu acts={acts.slice(shown)} />
    </>
  );
}

/** Around what can be done with something, in its row. */
export function InRow({ children }: { readonly children: ReactNode }) {
  return <div className={styles.inRow}>{children}</div>;
}

function firstOf(acts: Props['acts'], shown: number): readonly MenuAct[] {
  return acts.slice(0, shown).filter((act) => act !== 'divider');
}

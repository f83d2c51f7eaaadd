import { Button } from 'antd';
import { DisabledReason } from './DisabledReason.tsx';
import { useAbilityText } from './use-problem-text.ts';

interface Props {
  /** From a thing's `can`: true, or the code of what stands against it. */
  readonly ability: true | string;
  readonly label: string;
  /** What it is done to: every row has a button of the same label. */
  readonly about: string;
  readonly onClick: () => void;
}

/** A row's action; one that cannot be done says why. */
export function AbilityButton({ ability, label, about, onClick }: Props) {
  const reasonFor = useAbilityText();
  const reason = reasonFor(ability);
  return (
    <DisabledReason reason={reason}>
      <Button type="link" size="small" aria-label={`${label} ${about}`} onClick={onClick}>
        {label}
      </Button>
    </DisabledReason>
  );
}

import styles from './ui.module.css';
import { useProblemText } from './use-problem-text.ts';

interface Props {
  readonly title: string;
  readonly items: readonly {
    readonly key: string;
    readonly name: string;
    /** The code of what stands against it. */
    readonly code: string;
  }[];
}

/** Of what was chosen, that to which nothing will be done, each with why. */
export function LeftOut({ title, items }: Props) {
  const textOf = useProblemText();
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <p className={styles.leftOut}>{title}</p>
      <ul className={styles.reasons}>
        {items.map(({ key, name, code }) => (
          <li key={key}>
            <strong>{name}</strong> {textOf({ code, detail: code })}
          </li>
        ))}
      </ul>
    </section>
  );
}

// Asks both sides everything, in the same order, and keeps what they say differently.
import { isCase, type Topic } from './case.ts';
import { factsOf, type Facts } from './normal-form.ts';
import { establish, perform, type Side } from './side.ts';

export interface Sides {
  readonly glance: Side;
  readonly accord: Side;
}

/** One thing that the two sides do not say alike; undefined: one of them does not say it at all. */
export interface Disagreement {
  readonly at: string;
  readonly glance: string | undefined;
  readonly accord: string | undefined;
}

export interface Outcome {
  readonly topic: string;
  readonly name: string;
  readonly request: string;
  readonly glance: Facts;
  readonly accord: Facts;
  /** Empty when the answers are the same. */
  readonly disagreements: readonly Disagreement[];
}

/** Throws when a state that cases need cannot be made. */
export async function compareSides(
  { glance, accord }: Sides,
  topics: readonly Topic[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { topic, steps } of topics) {
    for (const step of steps) {
      if (!isCase(step)) {
        await Promise.all([establish(glance, step), establish(accord, step)]);
        continue;
      }
      const [theirs, ours] = await Promise.all([perform(glance, step), perform(accord, step)]);
      const facts = { glance: factsOf(glance, theirs), accord: factsOf(accord, ours) };
      const request = `${step.method} ${step.path} as ${step.who}`;
      const disagreements = disagreementsOf(facts.glance, facts.accord);
      outcomes.push({ topic, name: step.name, request, ...facts, disagreements });
    }
  }
  return outcomes;
}

function disagreementsOf(glance: Facts, accord: Facts): Disagreement[] {
  return [...new Set([...glance.keys(), ...accord.keys()])]
    .map((at) => ({ at, glance: glance.get(at), accord: accord.get(at) }))
    .filter((each) => each.glance !== each.accord);
}

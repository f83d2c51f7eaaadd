import { Badge } from 'antd';

export type Tone = 'good' | 'busy' | 'waiting' | 'bad' | 'off';

const statusOf = {
  good: 'success',
  busy: 'processing',
  waiting: 'warning',
  bad: 'error',
  off: 'default',
} as const satisfies Record<Tone, string>;

/** A state in a word, with a dot in the colour of how good that is. */
export function StatusTag({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  return <Badge status={statusOf[tone]} text={children} />;
}

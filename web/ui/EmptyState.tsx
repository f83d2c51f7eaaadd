import { Empty } from 'antd';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  /** How something would come to be here. */
  readonly hint: string;
  readonly children?: ReactNode;
}

/** Nothing is here; says what would be, and how. */
export function EmptyState({ title, hint, children }: Props) {
  return (
    <Empty
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <strong>{title}</strong>
          <div>{hint}</div>
        </>
      }
    >
      {children}
    </Empty>
  );
}

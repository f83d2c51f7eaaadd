import { Drawer } from 'antd';
import { useState, type ReactNode } from 'react';
import { useShown } from './use-shown.ts';

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** All of one thing beside the list that it stands in. The focus goes back to what opened it. */
export function DetailsDrawer({ title, onClose, children }: Props) {
  const [isOpen, setOpen] = useState(true);
  const isShown = useShown();
  return (
    <Drawer
      open={isOpen && isShown}
      size={720}
      title={title}
      onClose={() => setOpen(false)}
      afterOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      {children}
    </Drawer>
  );
}

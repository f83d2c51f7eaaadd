import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { useShown } from '../ui/use-shown.ts';
import { useFocusBack } from './use-focus-back.ts';

interface Props {
  readonly open: boolean;
  readonly title: string;
  /** What the button at the right does, in a word or two. */
  readonly submitLabel: string;
  readonly danger?: boolean;
  /** The button cannot be pressed: something is still missing. */
  readonly incomplete?: boolean;
  readonly width?: number;
  /** Does it; what it throws is shown in the dialog, which stays as it is. When it resolves the dialog closes, but for `stay`. */
  readonly onSubmit: () => Promise<unknown>;
  readonly onClose: () => void;
  /** Something else that can be done instead, as `onSubmit`. */
  readonly instead?:
    | { readonly label: string; readonly onSubmit: () => Promise<unknown> }
    | undefined;
  readonly children: ReactNode;
}

/** A dialog that does one thing: busy while that is under way, and open with what was entered when it fails. */
export function FormModal({
  open,
  title,
  submitLabel,
  danger = false,
  incomplete = false,
  width = 520,
  onSubmit,
  onClose,
  instead,
  children,
}: Props) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const isShown = useShown();
  useFocusBack();
  const submit = async (act: () => Promise<unknown>): Promise<void> => {
    setBusy(true);
    setError(null);
    try {
      if ((await act()) !== 'stay') onClose();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open={open && isShown}
      title={title}
      width={width}
      okText={submitLabel}
      cancelText={t('cancel')}
      okButtonProps={{ danger, disabled: incomplete }}
      cancelButtonProps={{ disabled: busy }}
      confirmLoading={busy}
      closable={!busy}
      keyboard={!busy}
      mask={{ closable: false }}
      destroyOnHidden
      onOk={() => void submit(onSubmit)}
      onCancel={onClose}
      afterClose={() => setError(null)}
      {...(instead === undefined
        ? {}
        : {
            footer: (_buttons, { OkBtn, CancelBtn }) => (
              <>
                <CancelBtn />
                <Button disabled={busy} onClick={() => void submit(instead.onSubmit)}>
                  {instead.label}
                </Button>
                <OkBtn />
              </>
            ),
          })}
    >
      {children}
      <ErrorAlert error={error} />
    </Modal>
  );
}

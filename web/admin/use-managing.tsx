// Switching accounts, projects, users and access keys off and on, and deleting them: what each row offers, and the questions asked before.
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMessages } from '../ui/messages.tsx';
import { useErrorText } from '../ui/use-problem-text.ts';
import type { RowAct } from './RowActs.tsx';

const ConfirmDialog = lazy(async () => ({
  default: (await import('../forms/ConfirmDialog.tsx')).ConfirmDialog,
}));

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
}

interface Options<T extends Thing> {
  readonly noun: 'account' | 'project' | 'user' | 'access-key';
  readonly setEnabled: (id: string, enabled: boolean) => Promise<unknown>;
  readonly remove: (id: string) => Promise<unknown>;
  /** The thing among others, such as with its account. */
  readonly textOf: (thing: T) => string;
  /** What disabling one will do, and deleting it, a sentence each. */
  readonly disabling: readonly string[];
  readonly deleting: readonly string[];
  /** Why this one must stay as it is; undefined: nothing stands against it. */
  readonly fixed: (thing: T) => string | undefined;
  /** Why this one cannot be deleted yet. */
  readonly undeletable?: (thing: T) => string | undefined;
}

interface Managing<T> {
  readonly acts: (thing: T) => readonly RowAct[];
  readonly dialog: ReactNode;
}

export function useManaging<T extends Thing>(options: Options<T>): Managing<T> {
  const { noun, setEnabled, remove, textOf, disabling, deleting, fixed, undeletable } = options;
  const { t } = useTranslation('admin');
  const messages = useMessages();
  const errorText = useErrorText();
  const [asking, setAsking] = useState<{ act: 'disable' | 'delete'; thing: T } | null>(null);

  const enable = async ({ id, name }: T): Promise<void> => {
    try {
      await setEnabled(id, true);
      messages.success(t('enable.done', { name }));
    } catch (error) {
      messages.error(errorText(error));
    }
  };
  const confirm = async (): Promise<void> => {
    if (asking === null) return;
    const { id, name } = asking.thing;
    if (asking.act === 'delete') {
      await remove(id);
      messages.success(t('delete.done', { name }));
    } else {
      await setEnabled(id, false);
      messages.success(t('disable.done', { name }));
    }
  };
  const isDeleting = asking?.act === 'delete';
  return {
    acts: (thing) => [
      thing.enabled
        ? {
            key: 'disable',
            label: t('act.disable'),
            reason: fixed(thing),
            onClick: () => setAsking({ act: 'disable', thing }),
          }
        : { key: 'enable', label: t('act.enable'), onClick: () => void enable(thing) },
      {
        key: 'delete',
        label: t('act.delete'),
        reason: fixed(thing) ?? undeletable?.(thing),
        onClick: () => setAsking({ act: 'delete', thing }),
      },
    ],
    dialog: (
      <Suspense>
        {asking === null ? null : (
          <ConfirmDialog
            open
            danger
            title={isDeleting ? t(`delete.title.${noun}`) : t(`disable.title.${noun}`)}
            consequences={isDeleting ? deleting : disabling}
            items={[{ key: asking.thing.id, name: textOf(asking.thing) }]}
            confirmLabel={t(`act.${asking.act}`)}
            onConfirm={confirm}
            onClose={() => setAsking(null)}
          />
        )}
      </Suspense>
    ),
  };
}

import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './ui.module.css';
import { useProblemText } from './use-problem-text.ts';

export interface MenuAct {
  readonly key: string;
  readonly label: string;
  /** True, or the code of what stands against it. */
  readonly ability: true | string;
  readonly danger?: boolean;
  readonly onClick: () => void;
}

interface Props {
  /** What it is done to, where every row has such a menu. */
  readonly about?: string | undefined;
  readonly loading?: boolean;
  /** `divider`: a line between. */
  readonly acts: readonly (MenuAct | 'divider')[];
}

type AnyItem = NonNullable<NonNullable<MenuProps['items']>[number]>;

/** What is done less often. What cannot be done says why. */
export function ActMenu({ about, loading = false, acts }: Props) {
  const label = useTranslation().t('more');
  const item = useItem();
  const button = useRef<HTMLButtonElement>(null);
  return (
    <Dropdown
      trigger={['click']}
      // Its keys work from the moment it opens, and from its first line.
      autoFocus
      destroyOnHidden
      menu={{
        items: acts.map((act) => (act === 'divider' ? { type: 'divider' } : item(act))),
        // The menu goes away: a dialog gives the focus back to what is still there. The key that was pressed is not for that.
        onClick: ({ domEvent }) => {
          domEvent.preventDefault();
          button.current?.focus();
        },
      }}
    >
      <Button
        ref={button}
        {...(about === undefined ? {} : ({ type: 'link', size: 'small' } as const))}
        loading={loading}
        icon={<DownOutlined aria-hidden />}
        iconPlacement="end"
        aria-haspopup="menu"
        {...(about === undefined ? {} : { 'aria-label': `${label} ${about}` })}
      >
        {label}
      </Button>
    </Dropdown>
  );
}

function useItem(): (act: MenuAct) => AnyItem {
  const textOf = useProblemText();
  return ({ key, label, ability, danger = false, onClick }) =>
    ability === true
      ? { key, label, danger, onClick }
      : {
          key,
          danger,
          disabled: true,
          label: (
            <>
              {label}
              <span className={styles.why}>{textOf({ code: ability, detail: ability })}</span>
            </>
          ),
        };
}

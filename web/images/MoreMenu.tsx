import { DownOutlined } from '@ant-design/icons';
import { Button, Dropdown, type MenuProps } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageFileUrl, useSwitchImage } from '../api/images.ts';
import { useProject } from '../session/session-context.ts';
import { useMessages } from '../ui/messages.tsx';
import { useErrorText, useProblemText } from '../ui/use-problem-text.ts';
import type { ImageDialog } from './ImageActing.tsx';
import styles from './images.module.css';

interface Props {
  readonly image: Image;
  /** In a row, where all buttons are small and there is one of these in each. */
  readonly inRow?: boolean;
  readonly onOpen: (dialog: ImageDialog) => void;
}

/** What is done to an image less often. What cannot be done says why; what is for its owner alone is not there for others. */
export function MoreMenu({ image, inRow = false, onOpen }: Props) {
  const { t } = useTranslation('images');
  const project = useProject();
  const messages = useMessages();
  const errorText = useErrorText();
  const switching = useSwitchImage(project.id, image.id);
  const item = useItem();
  const button = useRef<HTMLButtonElement>(null);
  const name = image.name ?? image.id;
  const isOthers = image.myShare !== null && project.role !== 'admin';
  const way = image.status === 'deactivated' ? 'reactivate' : 'deactivate';
  const switchIt = (): void => {
    switching.mutate(way, {
      onSuccess: () => messages.success(t(`switched.${way}`, { image: name })),
      onError: (error) => messages.error(errorText(error)),
    });
  };
  return (
    <Dropdown
      trigger={['click']}
      // Its keys work from the moment it opens, and from its first line.
      autoFocus
      destroyOnHidden
      menu={{
        items: [
          item('download', image.can.download, t('act.download'), () => {
            download(imageFileUrl(project.id, image.id));
          }),
          item('copy', image.can.copy, t('act.copy'), () => onOpen({ act: 'copy', image })),
          ...(isOthers
            ? []
            : [
                item(way, image.can[way], t(`act.${way}`), switchIt),
                { type: 'divider' as const },
                {
                  ...item('delete', image.can.delete, t('act.delete'), () =>
                    onOpen({ act: 'delete', images: [image] }),
                  ),
                  danger: true,
                },
              ]),
        ],
        // The menu goes away: a dialog gives the focus back to what is still there. The key that was pressed is not for that.
        onClick: ({ domEvent }) => {
          domEvent.preventDefault();
          button.current?.focus();
        },
      }}
    >
      <Button
        ref={button}
        {...(inRow ? ({ type: 'link', size: 'small' } as const) : {})}
        loading={switching.isPending}
        icon={<DownOutlined aria-hidden />}
        iconPlacement="end"
        aria-haspopup="menu"
        {...(inRow ? { 'aria-label': `${t('act.more')} ${name}` } : {})}
      >
        {t('act.more')}
      </Button>
    </Dropdown>
  );
}

/** Unlike an address that is gone to, one that is refused leaves the page as it is. */
function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  // Called as the service says.
  link.download = '';
  link.click();
}

type AnyItem = NonNullable<NonNullable<MenuProps['items']>[number]>;
/** One that does something, unlike groups and dividers. */
type Item = Extract<AnyItem, { danger?: boolean }>;

function useItem() {
  const textOf = useProblemText();
  return (key: string, ability: true | string, label: string, onClick: () => void): Item =>
    ability === true
      ? { key, label, onClick }
      : {
          key,
          disabled: true,
          label: (
            <>
              {label}
              <span className={styles.why}>{textOf({ code: ability, detail: ability })}</span>
            </>
          ),
        };
}

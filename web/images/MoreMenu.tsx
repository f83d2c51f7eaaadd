import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageFileUrl, useSwitchImage } from '../api/images.ts';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { ActMenu, type MenuAct } from '../ui/ActMenu.tsx';
import { useMessages } from '../ui/messages.tsx';
import { useErrorText } from '../ui/use-problem-text.ts';
import type { ImageDialog } from './ImageActing.tsx';

interface Props {
  readonly image: Image;
  /** In a row, where all buttons are small and there is one of these in each. */
  readonly inRow?: boolean;
  /** What one does with it first stands beside the menu. */
  readonly withoutFirst?: boolean;
  readonly onOpen: (dialog: ImageDialog) => void;
}

/** What is done to an image less often. What cannot be done says why; what is for its owner alone is not there for others. */
export function MoreMenu({ image, inRow = false, withoutFirst = false, onOpen }: Props) {
  const { t } = useTranslation('images');
  const project = useProject();
  const messages = useMessages();
  const errorText = useErrorText();
  const switching = useSwitchImage(project.id, image.id);
  const uses = useImageUses(image, onOpen).slice(withoutFirst ? 1 : 0);
  const name = image.name ?? image.id;
  const isOthers = image.myShare !== null && project.role !== 'admin';
  const way = image.status === 'deactivated' ? 'reactivate' : 'deactivate';
  const act = (key: 'download' | 'copy' | typeof way, onClick: () => void): MenuAct => ({
    key,
    label: t(`act.${key}`),
    ability: image.can[key],
    onClick,
  });
  const switchIt = (): void => {
    switching.mutate(way, {
      onSuccess: () => messages.success(t(`switched.${way}`, { image: name })),
      onError: (error) => messages.error(errorText(error)),
    });
  };
  return (
    <ActMenu
      about={inRow ? name : undefined}
      loading={switching.isPending}
      acts={[
        ...uses,
        ...(uses.length === 0 ? [] : (['divider'] as const)),
        act('download', () => download(imageFileUrl(project.id, image.id))),
        act('copy', () => onOpen({ act: 'copy', image })),
        ...(isOthers
          ? []
          : ([
              act(way, switchIt),
              'divider',
              {
                key: 'delete',
                label: t('act.delete'),
                ability: image.can.delete,
                danger: true,
                onClick: () => onOpen({ act: 'delete', images: [image] }),
              },
            ] as const)),
      ]}
    />
  );
}

/** What can be made of an image of its kind. */
export function useImageUses(
  image: Image,
  onOpen: (dialog: ImageDialog) => void,
): readonly MenuAct[] {
  const { t } = useTranslation('images');
  const project = useProject();
  const navigate = useNavigate();
  const { can, kind, id } = image;
  if (kind === 'data') {
    return [
      {
        key: 'create-disk',
        label: t('act.create-disk'),
        ability: can.createDisk,
        onClick: () => void navigate(paths.newDisk(project.id, id)),
      },
    ];
  }
  if (kind !== 'system' && kind !== 'server') return [];
  return [
    {
      key: 'create-server',
      label: t('act.create-server'),
      ability: can.createServer,
      onClick: () => void navigate(paths.newServer(project.id, id)),
    },
    {
      key: 'change-os',
      label: t('act.change-os'),
      ability: can.changeOs,
      onClick: () => onOpen({ act: 'change-os', image }),
    },
  ];
}

/** Unlike an address that is gone to, one that is refused leaves the page as it is. */
function download(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  // Called as the service says.
  link.download = '';
  link.click();
}

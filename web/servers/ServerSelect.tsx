import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Server, ServerAbilities } from '../../src/api/accord/servers/schema.ts';
import { serverListQuery } from '../api/servers.ts';
import { osOf } from '../images/image-words.ts';
import { useProject } from '../session/session-context.ts';
import { ItemSelect, type FieldProps } from '../ui/ItemSelect.tsx';
import { useAbilityText } from '../ui/use-problem-text.ts';

interface Props extends FieldProps<[server: Server | undefined]> {
  readonly label: string;
  /** What will be done to it: a server with which that cannot be done says why. */
  readonly ability: keyof ServerAbilities;
}

const most = 200;

/** One of the project's servers. */
export function ServerSelect({ label, ability, onChange, ...field }: Props) {
  const { t } = useTranslation('servers');
  const reasonFor = useAbilityText();
  const project = useProject();
  const found = useQuery(serverListQuery(project.id, { limit: most }));
  const servers = found.data?.items ?? [];
  return (
    <ItemSelect
      {...field}
      label={label}
      items={servers.map((server) => ({
        id: server.id,
        name: server.name,
        about: [t(`status.${server.status}`), osOf(server)],
        reason: reasonFor(server.can[ability]),
      }))}
      found={found}
      none={t('select.none')}
      onChange={(next) =>
        onChange?.(
          next,
          servers.find(({ id }) => id === next),
        )
      }
    />
  );
}

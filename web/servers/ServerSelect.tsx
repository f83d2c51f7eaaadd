import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Server, ServerAbilities } from '../../src/api/accord/servers/schema.ts';
import { serverListQuery } from '../api/servers.ts';
import { osOf } from '../images/image-words.ts';
import { useProject } from '../session/session-context.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { OptionRow } from '../ui/OptionRow.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';

interface Props {
  readonly label: string;
  /** What will be done to it: a server with which that cannot be done says why. */
  readonly ability: keyof ServerAbilities;
  // Given by Form.Item.
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (id: string, server: Server | undefined) => void;
}

const most = 200;

/** One of the project's servers. */
export function ServerSelect({ label, ability, id, value, onChange }: Props) {
  const { t } = useTranslation('servers');
  const textOf = useProblemText();
  const project = useProject();
  const found = useQuery(serverListQuery(project.id, { limit: most }));
  const servers = found.data?.items ?? [];
  return (
    <>
      <Select
        {...(id === undefined ? {} : { id })}
        aria-label={label}
        placeholder={label}
        value={value ?? null}
        loading={found.isPending}
        showSearch={{ optionFilterProp: 'label' }}
        notFoundContent={found.isPending ? t('loading', { ns: 'common' }) : t('select.none')}
        options={servers.map((server) => ({
          value: server.id,
          label: server.name,
          disabled: server.can[ability] !== true,
        }))}
        optionRender={({ value: key, label: name }) => {
          const server = servers.find((each) => each.id === key);
          const code = server?.can[ability] ?? true;
          const about = [
            server === undefined ? '' : t(`status.${server.status}`),
            server === undefined ? '' : (osOf(server) ?? ''),
          ];
          return (
            <OptionRow
              name={name}
              about={about.filter((word) => word !== '').join(' · ')}
              reason={code === true ? undefined : textOf({ code, detail: code })}
            />
          );
        }}
        onChange={(next: string) =>
          onChange?.(
            next,
            servers.find((server) => server.id === next),
          )
        }
      />
      <ErrorAlert error={found.error} />
    </>
  );
}

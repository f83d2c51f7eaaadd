// Columns of lists of members, for whoever shows one.
import { useTranslation } from 'react-i18next';
import type { ProjectName } from '../../src/api/accord/schema.ts';
import type { Member } from '../../src/api/accord/sharing/schema.ts';
import type { Column } from '../table/column.ts';
import { CopyableId } from '../ui/CopyableId.tsx';
import { StatusTag, type Tone } from '../ui/StatusTag.tsx';

interface OfProject {
  readonly project: ProjectName;
}

const toneOf = {
  pending: 'waiting',
  accepted: 'good',
  rejected: 'bad',
} as const satisfies Record<Member['status'], Tone>;

/** Whom something is shared with. */
export function useMemberColumns<Row extends OfProject>(): readonly Column<Row>[] {
  const { t } = useTranslation('sharing');
  return [
    {
      key: 'account',
      title: t('member.account'),
      render: ({ project }) => project.accountName ?? t('unknown-project'),
    },
    {
      key: 'project',
      title: t('member.project'),
      render: ({ project }) => project.name ?? t('unknown-project'),
    },
    {
      key: 'project-id',
      title: t('member.project-id'),
      render: ({ project }) => <CopyableId id={project.id} />,
    },
  ];
}

/** How a project has answered. */
export function MemberStatus({ status }: Pick<Member, 'status'>) {
  const { t } = useTranslation('sharing');
  return <StatusTag tone={toneOf[status]}>{t(`member.status.${status}`)}</StatusTag>;
}

/** A project in a sentence or a list of names. */
export function projectText({ id, name, accountName }: ProjectName): string {
  return name === null ? id : [accountName, name].filter((part) => part !== null).join(' › ');
}

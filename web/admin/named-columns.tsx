// Columns that lists of accounts, projects and users have in common.
import { useTranslation } from 'react-i18next';
import type { Column } from '../table/column.ts';
import { NamedId } from '../ui/NamedId.tsx';
import { When } from '../ui/When.tsx';
import { EnabledTag } from './EnabledTag.tsx';

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly enabled: boolean;
  readonly createdAt: string;
}

interface NamedColumns<Row> {
  readonly name: (title: string) => Column<Row>;
  readonly description: Column<Row>;
  readonly state: Column<Row>;
  readonly created: Column<Row>;
  /** All of it, for an export. */
  readonly written: readonly Column<Row>[];
}

/** Whose a project or a user is. */
export function useAccountColumn<Row extends { readonly accountName: string }>(): Column<Row> {
  const { t } = useTranslation('admin');
  return {
    key: 'account',
    title: t('column.account'),
    render: ({ accountName }) => accountName,
    csv: ({ accountName }) => accountName,
  };
}

export function useNamedColumns<Row extends Thing>(): NamedColumns<Row> {
  const { t } = useTranslation('admin');
  const none = t('none', { ns: 'common' });
  const name = (title: string): Column<Row> => ({
    key: 'name',
    title,
    render: (row) => <NamedId name={row.name} id={row.id} />,
    csv: (row) => row.name,
  });
  const description: Column<Row> = {
    key: 'description',
    title: t('column.description'),
    render: (row) => row.description || none,
    csv: (row) => row.description,
  };
  const state: Column<Row> = {
    key: 'state',
    title: t('column.state'),
    render: ({ enabled }) => <EnabledTag enabled={enabled} />,
    csv: ({ enabled }) => t(enabled ? 'enabled' : 'disabled'),
  };
  const created: Column<Row> = {
    key: 'created',
    title: t('column.created'),
    render: ({ createdAt }) => <When at={createdAt} />,
    csv: ({ createdAt }) => createdAt,
  };
  const id: Column<Row> = {
    key: 'id',
    title: t('column.id'),
    render: (row) => row.id,
    csv: (row) => row.id,
  };
  return {
    name,
    description,
    state,
    created,
    written: [id, name(t('column.name')), description, state, created],
  };
}

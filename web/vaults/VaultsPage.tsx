import { PlusOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { vaultListQuery, vaultPages } from '../api/vaults.ts';
import { useProject } from '../session/session-context.ts';
import { ListTable } from '../table/ListTable.tsx';
import { useList } from '../table/use-list.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Page } from '../ui/Page.tsx';
import { useVaultActing } from './use-vault-acting.tsx';
import { useVaultColumns } from './vault-columns.tsx';
import { useVaultFilters, vaultListSpec, vaultQueryOf } from './vault-list.ts';
import { RowActs } from './VaultActs.tsx';
import { VaultGuide } from './VaultGuide.tsx';
import styles from './vaults.module.css';

/** Where a project keeps backups of servers, and the full-server images that it has accepted. */
export function VaultsPage() {
  const { t } = useTranslation('vaults');
  const project = useProject();
  const list = useList(vaultListSpec);
  const query = vaultQueryOf(list.query);
  const acting = useVaultActing();
  const columns = useVaultColumns();
  const refusal = project.role === 'reader' ? t('new.refused') : undefined;
  return (
    <Page
      title={t('title')}
      lead={
        <p className={styles.lead}>
          {t('lead')} <VaultGuide />
        </p>
      }
      actions={
        <DisabledReason reason={refusal}>
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => acting.open({ act: 'new' })}
          >
            {t('new.title')}
          </Button>
        </DisabledReason>
      }
    >
      {acting.element}
      <ListTable
        label={t('title')}
        list={list}
        result={useQuery(vaultListQuery(project.id, query))}
        columns={[
          // The room says it already.
          ...columns.filter(({ key }) => key !== 'capacity'),
          {
            key: 'acts',
            title: t('column.acts'),
            render: (vault) => <RowActs vault={vault} onOpen={acting.open} />,
          },
        ]}
        rowKey={({ id }) => id}
        rowName={({ name }) => name}
        searchLabel={t('search')}
        filters={useVaultFilters()}
        empty={
          <EmptyState title={t('empty.title')} hint={t('empty.hint')}>
            <DisabledReason reason={refusal}>
              <Button onClick={() => acting.open({ act: 'new' })}>{t('new.title')}</Button>
            </DisabledReason>{' '}
            <VaultGuide />
          </EmptyState>
        }
        exportAs={{
          name: `vaults-${project.regionId}`,
          columns: [
            { key: 'id', title: t('column.id'), render: ({ id }) => id, csv: ({ id }) => id },
            ...columns,
          ],
          fetchPage: vaultPages(project.id, query),
        }}
      />
    </Page>
  );
}

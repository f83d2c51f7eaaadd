import { PlusOutlined } from '@ant-design/icons';
import { Button, Table } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { useChangeImage } from '../api/images.ts';
import { useProject } from '../session/session-context.ts';
import { antdColumns } from '../table/antd-table.ts';
import type { Column } from '../table/column.ts';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import styles from './images.module.css';
import type { Property } from './PropertyDialog.tsx';

const PropertyDialog = lazy(async () => ({
  default: (await import('./PropertyDialog.tsx')).PropertyDialog,
}));
const ConfirmDialog = lazy(async () => ({
  default: (await import('../forms/ConfirmDialog.tsx')).ConfirmDialog,
}));

type Dialog =
  | { readonly act: 'write'; readonly property: Property | null }
  | { readonly act: 'remove'; readonly property: Property };

const pageSize = 20;

/** What programs keep with an image, such as what the hypervisor is to do with it. */
export function ImageProperties({ image }: { readonly image: Image }) {
  const { t } = useTranslation('images');
  const textOf = useProblemText();
  const change = useChangeImage(useProject().id, image.id);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = (): void => setDialog(null);
  const { edit } = image.can;
  const reason = edit === true ? undefined : textOf({ code: edit, detail: edit });
  const properties = Object.entries(image.properties)
    .map(([name, value]) => ({ name, value }))
    .toSorted((one, other) => one.name.localeCompare(other.name));
  const columns: readonly Column<Property>[] = [
    { key: 'name', title: t('properties.name'), render: ({ name }) => <code>{name}</code> },
    { key: 'value', title: t('properties.value'), render: ({ value }) => value },
    {
      key: 'acts',
      title: t('column.acts'),
      width: 160,
      render: (property) =>
        (['write', 'remove'] as const).map((act) => {
          const label = t(`properties.${act}`);
          return (
            <DisabledReason key={act} reason={reason}>
              <Button
                type="link"
                size="small"
                aria-label={`${label} ${property.name}`}
                onClick={() => setDialog({ act, property })}
              >
                {label}
              </Button>
            </DisabledReason>
          );
        }),
    },
  ];
  return (
    <>
      <div className={styles.partHead}>
        <h2>{t('properties.title')}</h2>
        <DisabledReason reason={reason}>
          <Button
            icon={<PlusOutlined aria-hidden />}
            onClick={() => setDialog({ act: 'write', property: null })}
          >
            {t('properties.add')}
          </Button>
        </DisabledReason>
      </div>
      <Table<Property>
        aria-label={t('properties.title')}
        className={styles.properties ?? ''}
        size="small"
        rowKey="name"
        dataSource={properties}
        columns={antdColumns(columns, '')}
        pagination={properties.length > pageSize ? { pageSize, showSizeChanger: false } : false}
        locale={{
          emptyText: <EmptyState title={t('properties.none')} hint={t('properties.none-hint')} />,
        }}
      />
      <Suspense>
        {dialog?.act === 'write' ? (
          <PropertyDialog image={image} property={dialog.property} onClose={close} />
        ) : null}
        {dialog?.act === 'remove' ? (
          <ConfirmDialog
            open
            danger
            title={t('properties.remove-title')}
            consequences={[t('properties.remove-what')]}
            items={[
              {
                key: dialog.property.name,
                name: `${dialog.property.name} = ${dialog.property.value}`,
              },
            ]}
            confirmLabel={t('properties.remove')}
            onConfirm={async () =>
              await change.mutateAsync({ properties: { [dialog.property.name]: null } })
            }
            onClose={close}
          />
        ) : null}
      </Suspense>
    </>
  );
}

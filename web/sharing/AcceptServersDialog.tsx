// Accepting full-server images (接受整机镜像): what needs room and how much, and the vault that will hold it, or a vault for each.
import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { answerCheckQuery } from '../api/vaults.ts';
import { FormModal } from '../forms/FormModal.tsx';
import { useProject } from '../session/session-context.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { VaultChoice } from '../vaults/VaultChoice.tsx';
import styles from '../vaults/vaults.module.css';
import { NeedsTable } from './NeedsTable.tsx';
import { largestBatch, type Placing } from './use-answering.ts';
import { useVaultChoosing, type Mode } from './use-vault-choosing.ts';

const modes = ['one', 'each'] as const satisfies readonly Mode[];

export function AcceptServersDialog({ placing }: { readonly placing: Placing }) {
  const { t } = useTranslation('vaults');
  const project = useProject();
  const all = placing.images.filter(({ kind }) => kind === 'server');
  const servers = all.slice(0, largestBatch);
  const others = placing.images.filter(({ kind }) => kind !== 'server');
  const ids = servers.map(({ id }) => id);
  const check = useQuery(answerCheckQuery(project.id, ids));
  const choosing = useVaultChoosing(check.data);
  const { able, mode, places, options, one, setOne, setMode } = choosing;
  const accepted = servers.filter(({ id }) => able.some(({ imageId }) => imageId === id));
  const needed = able.reduce((sum, image) => sum + image.needed, 0);
  return (
    <FormModal
      open
      width={960}
      title={t('accept.title')}
      submitLabel={t('accept.submit', { count: accepted.length + others.length })}
      incomplete={places === null}
      onSubmit={async () => {
        if (places !== null) await placing.accept([...accepted, ...others], places);
      }}
      instead={
        others.length === 0
          ? undefined
          : {
              label: t('accept.others', { count: others.length }),
              onSubmit: async () => await placing.accept(others, {}),
            }
      }
      onClose={placing.cancel}
    >
      <p>{t('accept.info')}</p>
      {others.length === 0 ? null : <p>{t('accept.mixed', { count: others.length })}</p>}
      {all.length > servers.length ? (
        <p>{t('accept.too-many', { count: servers.length })}</p>
      ) : null}
      <ErrorAlert error={check.error} onRetry={() => void check.refetch()} />
      {check.data === undefined ? (
        check.error === null ? (
          <Loading />
        ) : null
      ) : (
        <>
          <NeedsTable images={servers} checked={check.data.images} choosing={choosing} />
          {able.length > 1 ? (
            <Radio.Group
              className={styles.modes ?? ''}
              aria-label={t('accept.mode')}
              value={mode}
              options={modes.map((value) => ({ value, label: t(`accept.mode-of.${value}`) }))}
              onChange={({ target }) => setMode(target.value === 'each' ? 'each' : 'one')}
            />
          ) : null}
          {able.length === 0 ? null : (
            <VaultChoice
              label={t('accept.vaults')}
              options={options}
              needed={needed}
              {...(mode === 'one' ? { choose: { value: one, onChange: setOne } } : {})}
              onMade={({ id }) => setOne(id)}
              isFetching={check.isFetching}
              onRefresh={() => void check.refetch()}
            />
          )}
        </>
      )}
    </FormModal>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { flavorsQuery } from '../api/servers.ts';
import { useFormat } from '../i18n/use-format.ts';
import { useProject } from '../session/session-context.ts';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { hasMemory } from './new-server.ts';
import { memoryText } from './server-words.ts';
import styles from './servers.module.css';

interface Props {
  /** What will run on it: flavors with too little memory for it cannot be chosen. */
  readonly image: Image | undefined;
  // Given by Form.Item.
  readonly id?: string;
  readonly value?: string | undefined;
  readonly onChange?: (flavorId: string) => void;
}

/** How large a server is. */
export function FlavorCards({ image, id, value, onChange }: Props) {
  const { t } = useTranslation('servers');
  const format = useFormat();
  const { data: flavors, error, refetch } = useQuery(flavorsQuery(useProject().id));
  if (flavors === undefined) {
    return error === null ? (
      <Loading />
    ) : (
      <ErrorAlert error={error} onRetry={() => void refetch()} />
    );
  }
  return (
    <Radio.Group
      {...(id === undefined ? {} : { id })}
      aria-label={t('column.flavor')}
      className={styles.cards ?? ''}
      value={value ?? null}
      onChange={({ target }) => onChange?.(String(target.value))}
    >
      {flavors.map((flavor) => (
        <Radio
          key={flavor.id}
          value={flavor.id}
          disabled={!hasMemory(flavor, image)}
          className={styles.option ?? ''}
        >
          <strong>
            {t('flavor.size', { count: flavor.vcpus, memory: memoryText(format, flavor) })}
          </strong>
          <span className={styles.side}>{flavor.id}</span>
          {hasMemory(flavor, image) ? null : (
            <span className={styles.problem}>
              {t('flavor.too-small', { memory: image?.minRam ?? 0 })}
            </span>
          )}
        </Radio>
      ))}
    </Radio.Group>
  );
}

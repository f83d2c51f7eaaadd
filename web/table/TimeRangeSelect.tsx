import { Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import styles from './table.module.css';
import { lastHours, rangeOfLast, type TimeRange } from './time-range.ts';

const TimeRangeDialog = lazy(async () => ({
  default: (await import('./TimeRangeDialog.tsx')).TimeRangeDialog,
}));

interface Props {
  readonly range: TimeRange;
  readonly onChange: (range: TimeRange) => void;
}

const spans = ['hour', 'day', 'week', 'month'] as const;

/** A filter by time: the last hours or days, or from one time to another. */
export function TimeRangeSelect({ range, onChange }: Props) {
  const { t } = useTranslation('table');
  const format = useFormat();
  const [isAsking, setAsking] = useState(false);
  const { since, until } = range;
  const isOn = since !== undefined || until !== undefined;
  const from = since === undefined ? '' : format.time(since);
  const to = until === undefined ? '' : format.time(until);
  const shown =
    until === undefined
      ? t('time.since', { from })
      : since === undefined
        ? t('time.until', { to })
        : t('time.between', { from, to });
  const choose = (value: string | null | undefined): void => {
    const span = spans.find((each) => each === value);
    if (value === 'custom') setAsking(true);
    else if (span !== undefined) onChange(rangeOfLast(lastHours[span], Date.now()));
    else onChange({ since: undefined, until: undefined });
  };
  return (
    <>
      <Select<string | null>
        aria-label={t('time.label')}
        placeholder={t('time.any')}
        allowClear
        popupMatchSelectWidth={false}
        className={styles.filter ?? ''}
        options={[
          ...spans.map((span) => ({ value: span as string, label: t(`time.last.${span}`) })),
          { value: 'custom', label: t('time.custom') },
        ]}
        value={isOn ? 'shown' : null}
        labelRender={() => shown}
        onChange={choose}
      />
      <Suspense>
        {isAsking ? (
          <TimeRangeDialog range={range} onChange={onChange} onClose={() => setAsking(false)} />
        ) : null}
      </Suspense>
    </>
  );
}

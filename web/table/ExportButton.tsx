import { DownloadOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FetchPage } from '../api/page.ts';
import { downloadFile } from '../ui/download-file.ts';
import { useMessages } from '../ui/messages.tsx';
import { useErrorText } from '../ui/use-problem-text.ts';
import type { Column } from './column.ts';
import { csvFileName } from './csv.ts';
import { exportRows } from './export-rows.ts';

interface Props<Row> {
  /** What the file is called, before the time. */
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly fetchPage: FetchPage<Row>;
}

/** Writes the whole list into a file; says how far it is, and can be stopped. */
export function ExportButton<Row>({ name, columns, fetchPage }: Props<Row>) {
  const { t } = useTranslation('table');
  const messages = useMessages();
  const errorText = useErrorText();
  const [rows, setRows] = useState<number | null>(null);
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);

  const start = async (): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    setRows(0);
    try {
      const file = csvFileName(name, new Date());
      const result = await exportRows(columns, fetchPage, setRows, controller.signal);
      downloadFile(file, result.parts, 'text/csv');
      messages.success(t('export.done', { count: result.rows, file }));
    } catch (error) {
      if (!controller.signal.aborted) {
        messages.error(`${t('export.failed')}: ${errorText(error)}`);
      }
    } finally {
      setRows(null);
    }
  };

  if (rows !== null) {
    return (
      <Button danger onClick={() => running.current?.abort()} aria-label={t('export.cancel')}>
        <span role="status">{t('export.running', { count: rows })}</span>
        {` · ${t('cancel', { ns: 'common' })}`}
      </Button>
    );
  }
  return (
    <Tooltip title={t('export.hint')}>
      <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void start()}>
        {t('export.start')}
      </Button>
    </Tooltip>
  );
}

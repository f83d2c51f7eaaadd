import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { NewDisks } from '../../src/api/accord/disks/schema.ts';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { useCreateDisks } from '../api/disks.ts';
import { imageQuery } from '../api/images.ts';
import { asProblem } from '../api/problem.ts';
import { engineQuery } from '../api/servers.ts';
import { FieldGrid } from '../images/FieldGrid.tsx';
import { ImageChooser } from '../images/ImageChooser.tsx';
import { paths } from '../paths.ts';
import { EngineAlert } from '../servers/EngineAlert.tsx';
import { leastSize } from '../servers/new-server.ts';
import styles from '../servers/servers.module.css';
import { useProject } from '../session/session-context.ts';
import { Card } from '../ui/Card.tsx';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useMessages } from '../ui/messages.tsx';
import { Page } from '../ui/Page.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';

interface Values {
  readonly from: 'empty' | 'image';
  readonly image?: Image;
  readonly size: number;
  readonly name: string;
  readonly description: string;
  readonly count: number;
}

const mostDisks = 500;
const largest = 65_536;
const usualSize = 10;

/** Data disks, empty or from an image; `?image=` names the one that is chosen at first. */
export function NewDiskPage() {
  const { t } = useTranslation('disks');
  const project = useProject();
  const [params] = useSearchParams();
  const imageId = params.get('image');
  const preset = useQuery({ ...imageQuery(project.id, imageId ?? ''), enabled: imageId !== null });
  return (
    <Page title={t('new.title')} lead={<p className={styles.lead}>{t('new.lead')}</p>}>
      <EngineAlert />
      <ErrorAlert error={preset.error} />
      {imageId !== null && preset.isPending ? (
        <Loading />
      ) : (
        <NewDiskForm preset={preset.data?.can.createDisk === true ? preset.data : undefined} />
      )}
    </Page>
  );
}

function NewDiskForm({ preset }: { readonly preset: Image | undefined }) {
  const { t } = useTranslation('disks');
  const { t: ofServers } = useTranslation('servers');
  const project = useProject();
  const navigate = useNavigate();
  const messages = useMessages();
  const textOf = useProblemText();
  const create = useCreateDisks(project.id);
  const engine = useQuery(engineQuery(project.id)).data;
  const [form] = Form.useForm<Values>();
  const [error, setError] = useState<unknown>(null);
  const from = Form.useWatch('from', form);
  const image = Form.useWatch('image', form);
  const count = Form.useWatch('count', form) ?? 1;
  const least = from === 'image' ? leastSize(image) : 1;

  const submit = async (values: Values): Promise<void> => {
    setError(null);
    try {
      await create.mutateAsync(newDisksOf(values));
    } catch (failure) {
      const problem = asProblem(failure);
      const field = fieldFor(problem.code);
      if (field === undefined) setError(failure);
      else form.setFields([{ name: field, errors: [textOf(problem)] }]);
      return;
    }
    messages.success(t('new.begun', { count: values.count }));
    await navigate(paths.disks(project.id));
  };
  const reason =
    project.role === 'reader'
      ? t('new.refused')
      : engine?.available === false
        ? ofServers('engine.unavailable')
        : undefined;
  return (
    <Form<Values>
      form={form}
      name="disk"
      className={styles.newServer ?? ''}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        from: preset === undefined ? 'empty' : 'image',
        ...(preset === undefined ? {} : { image: preset }),
        size: preset === undefined ? usualSize : leastSize(preset),
        name: '',
        description: '',
        count: 1,
      }}
      onValuesChange={(changed: Partial<Values>) => {
        if ('image' in changed) {
          form.setFields([{ name: 'size', value: leastSize(changed.image), errors: [] }]);
        }
      }}
      onFinish={(values) => void submit(values)}
      scrollToFirstError={{ focus: true }}
    >
      <Card title={t('new.what')}>
        <Form.Item name="from" label={ofServers('new.disk-from')}>
          <Segmented
            options={(['empty', 'image'] as const).map((value) => ({
              value,
              label: ofServers(`new.disk-of.${value}`),
            }))}
          />
        </Form.Item>
        {from === 'image' ? (
          <Form.Item
            name="image"
            label={ofServers('new.disk-image')}
            rules={[{ required: true, message: ofServers('new.image-missing') }]}
          >
            <ImageChooser use="createDisk" preset={preset} />
          </Form.Item>
        ) : null}
        <FieldGrid>
          <Form.Item
            name="size"
            label={ofServers('new.size')}
            extra={ofServers('new.least', { size: least })}
            rules={[
              {
                required: true,
                type: 'number',
                min: least,
                message: ofServers('new.least', { size: least }),
              },
            ]}
          >
            <InputNumber min={1} max={largest} precision={0} suffix="GB" />
          </Form.Item>
          <Form.Item
            name="count"
            label={ofServers('new.count')}
            normalize={(value: number | null) => value ?? 1}
          >
            <InputNumber min={1} max={mostDisks} precision={0} />
          </Form.Item>
        </FieldGrid>
        <Form.Item
          name="name"
          label={t('column.name')}
          rules={[
            {
              required: true,
              whitespace: true,
              message: t('field.name-missing', { ns: 'common' }),
            },
          ]}
        >
          <Input maxLength={128} autoComplete="off" />
        </Form.Item>
        <Form.Item name="description" label={t('field.description', { ns: 'common' })}>
          <Input.TextArea maxLength={1024} autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
      </Card>
      <div className={styles.foot}>
        <ErrorAlert error={error} />
        <div className={styles.formActs}>
          <DisabledReason reason={reason}>
            <Button type="primary" htmlType="submit" loading={create.isPending}>
              {t('new.submit', { count })}
            </Button>
          </DisabledReason>
          <Button onClick={() => void navigate(paths.disks(project.id))}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </div>
      </div>
    </Form>
  );
}

function newDisksOf({ from, image, size, name, description, count }: Values): NewDisks {
  const text = description.trim();
  return {
    name: name.trim(),
    ...(text === '' ? {} : { description: text }),
    count,
    size,
    ...(from === 'image' && image !== undefined ? { imageId: image.id } : {}),
  };
}

const fields: Readonly<Record<string, keyof Values>> = {
  'disk.too-small': 'size',
  'disk.too-large': 'size',
  'disk.over-quota': 'count',
};

/** The field that a refusal is about; undefined: none of them. */
function fieldFor(code: string): keyof Values | undefined {
  return fields[code] ?? (code.startsWith('image.') ? 'image' : undefined);
}

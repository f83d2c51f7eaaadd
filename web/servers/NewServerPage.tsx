import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, InputNumber } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Image } from '../../src/api/accord/images/schema.ts';
import { imageDisksQuery, imageQuery } from '../api/images.ts';
import { asProblem } from '../api/problem.ts';
import { engineQuery, flavorsQuery, useCreateServers } from '../api/servers.ts';
import { useFormat } from '../i18n/use-format.ts';
import { FieldGrid } from '../images/FieldGrid.tsx';
import { ImageChooser } from '../images/ImageChooser.tsx';
import { paths } from '../paths.ts';
import { useProject } from '../session/session-context.ts';
import { Card } from '../ui/Card.tsx';
import { DisabledReason } from '../ui/DisabledReason.tsx';
import { ErrorAlert } from '../ui/ErrorAlert.tsx';
import { Loading } from '../ui/Loading.tsx';
import { useMessages } from '../ui/messages.tsx';
import { Page } from '../ui/Page.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { DataDiskFields } from './DataDiskFields.tsx';
import { EngineAlert } from './EngineAlert.tsx';
import { FlavorCards } from './FlavorCards.tsx';
import { LoginFields } from './LoginFields.tsx';
import {
  disksOfServer,
  fieldFor,
  leastSize,
  newDataDisk,
  newServersOf,
  noServer,
  type NewServerValues,
} from './new-server.ts';
import { memoryText, namesOf } from './server-words.ts';
import styles from './servers.module.css';

const mostServers = 500;
const largestDisk = 65_536;

/** One or several servers from an image; `?image=` names the one that is chosen at first. */
export function NewServerPage() {
  const { t } = useTranslation('servers');
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
        <NewServerForm preset={preset.data?.can.createServer === true ? preset.data : undefined} />
      )}
    </Page>
  );
}

function NewServerForm({ preset }: { readonly preset: Image | undefined }) {
  const { t } = useTranslation('servers');
  const project = useProject();
  const navigate = useNavigate();
  const messages = useMessages();
  const textOf = useProblemText();
  const create = useCreateServers(project.id);
  const [form] = Form.useForm<NewServerValues>();
  const [error, setError] = useState<unknown>(null);
  const image = Form.useWatch('image', form);
  const isServer = image?.kind === 'server';
  const own = useQuery({ ...imageDisksQuery(project.id, image?.id ?? ''), enabled: isServer });
  const ofServer = useMemo(
    () => (isServer && own.data !== undefined ? disksOfServer(own.data) : undefined),
    [isServer, own.data],
  );
  const least = ofServer?.diskSize ?? leastSize(image);
  useEffect(() => {
    if (ofServer === undefined) return;
    form.setFieldsValue({
      diskSize: ofServer.diskSize,
      dataDisks: ofServer.dataDisks.map(({ size }) => ({ ...newDataDisk, size })),
    });
  }, [form, ofServer]);

  const submit = async (values: NewServerValues): Promise<void> => {
    if (values.image === undefined || values.flavorId === undefined) return;
    setError(null);
    try {
      await create.mutateAsync(newServersOf(values, values.image, values.flavorId));
    } catch (failure) {
      const problem = asProblem(failure);
      const field = fieldFor(problem.code);
      if (field === undefined) setError(failure);
      else {
        form.setFields([{ name: field, errors: [textOf(problem)] }]);
        form.scrollToField(field, { focus: true });
      }
      return;
    }
    messages.success(t('new.begun', { count: values.count }));
    await navigate(paths.servers(project.id));
  };
  return (
    <Form<NewServerValues>
      form={form}
      name="server"
      className={styles.newServer ?? ''}
      layout="vertical"
      requiredMark={false}
      initialValues={{
        ...noServer,
        ...(preset === undefined ? {} : { image: preset, diskSize: leastSize(preset) }),
      }}
      onValuesChange={(changed: Partial<NewServerValues>) => {
        if ('image' in changed) {
          form.setFields([
            { name: 'diskSize', value: leastSize(changed.image), errors: [] },
            { name: 'image', errors: [] },
            // Those of a full-server image go with it.
            ...(isServer ? [{ name: 'dataDisks' as const, value: [] }] : []),
          ]);
        }
      }}
      onFinish={(values) => void submit(values)}
      scrollToFirstError={{ focus: true }}
    >
      <Card title={t('new.what')}>
        <Form.Item
          name="image"
          label={t('new.image')}
          rules={[{ required: true, message: t('new.image-missing') }]}
        >
          <ImageChooser use="createServer" preset={preset} />
        </Form.Item>
        <Form.Item
          name="flavorId"
          label={t('column.flavor')}
          rules={[{ required: true, message: t('new.flavor-missing') }]}
        >
          <FlavorCards image={image} />
        </Form.Item>
      </Card>
      <Card title={t('column.disks')}>
        <Form.Item
          name="diskSize"
          label={t('new.system-size')}
          extra={t('new.least', { size: least })}
          rules={[{ type: 'number', min: least, message: t('new.least', { size: least }) }]}
        >
          <InputNumber min={1} max={largestDisk} precision={0} suffix="GB" />
        </Form.Item>
        <ErrorAlert error={own.error} onRetry={() => void own.refetch()} />
        <DataDiskFields own={isServer ? (ofServer?.dataDisks ?? []) : undefined} />
      </Card>
      <Card title={t('new.who')}>
        <FieldGrid>
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
          <Form.Item
            name="count"
            label={t('new.count')}
            normalize={(value: number | null) => value ?? 1}
          >
            <InputNumber min={1} max={mostServers} precision={0} />
          </Form.Item>
        </FieldGrid>
        <Form.Item name="description" label={t('field.description', { ns: 'common' })}>
          <Input.TextArea maxLength={1024} autoSize={{ minRows: 1, maxRows: 4 }} />
        </Form.Item>
        <LoginFields />
      </Card>
      <div className={styles.foot}>
        <Summary />
        <ErrorAlert error={error} />
        <div className={styles.formActs}>
          <SubmitButton busy={create.isPending || (isServer && ofServer === undefined)} />
          <Button onClick={() => void navigate(paths.servers(project.id))}>
            {t('cancel', { ns: 'common' })}
          </Button>
        </div>
      </div>
    </Form>
  );
}

function SubmitButton({ busy }: { readonly busy: boolean }) {
  const { t } = useTranslation('servers');
  const project = useProject();
  const form = Form.useFormInstance<NewServerValues>();
  const engine = useQuery(engineQuery(project.id)).data;
  const count = Form.useWatch('count', form) ?? 1;
  const reason =
    project.role === 'reader'
      ? t('new.refused')
      : engine?.available === false
        ? t('engine.unavailable')
        : undefined;
  return (
    <DisabledReason reason={reason}>
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('new.submit', { count })}
      </Button>
    </DisabledReason>
  );
}

/** What one is about to have. */
function Summary() {
  const { t } = useTranslation('servers');
  const format = useFormat();
  const form = Form.useFormInstance<NewServerValues>();
  const flavors = useQuery(flavorsQuery(useProject().id)).data ?? [];
  // Only what its fields have put into it yet.
  const values: Partial<NewServerValues> = Form.useWatch([], form) ?? {};
  const flavor = flavors.find(({ id }) => id === values.flavorId);
  const { count = 1, image, name = '', diskSize = null, dataDisks = [] } = values;
  const disks = [diskSize, ...dataDisks.map(({ size }) => size)];
  const words = [
    image?.name ?? image?.id,
    flavor === undefined
      ? undefined
      : t('flavor.size', { count: flavor.vcpus, memory: memoryText(format, flavor) }),
    t('disks.count', {
      count: disks.length,
      size: disks.reduce<number>((sum, size) => sum + (size ?? 0), 0),
    }),
    name.trim() === '' ? undefined : namesOf(name.trim(), count).join(' … '),
  ];
  return (
    <p className={styles.summary}>
      <strong>{t('new.summary', { count })}</strong>{' '}
      {words.filter((word) => word !== undefined).join(' · ')}
    </p>
  );
}

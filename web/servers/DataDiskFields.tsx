import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Form, InputNumber, Segmented } from 'antd';
import { useTranslation } from 'react-i18next';
import { ImageChooser } from '../images/ImageChooser.tsx';
import { leastSize, newDataDisk, type NewServerValues, type ServerDisks } from './new-server.ts';
import styles from './servers.module.css';

/** Device names reach from vdb to vdx. */
const most = 23;
const largest = 65_536;

interface Props {
  /** Those of a full-server image: no fewer, no more, and at least as large. Default: whatever one adds. */
  readonly own: ServerDisks['dataDisks'] | undefined;
}

/** The data disks of a new server, empty or from images, inside of a Form. */
export function DataDiskFields({ own }: Props) {
  const { t } = useTranslation('servers');
  const isFixed = own !== undefined;
  return (
    <Form.List name="dataDisks">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }, index) => (
            <fieldset key={key} className={styles.dataDisk}>
              <legend>{t('new.data-disk', { number: index + 1 })}</legend>
              <DataDisk name={name} own={own?.[index]} />
              {isFixed ? null : (
                <Button
                  size="small"
                  icon={<DeleteOutlined aria-hidden />}
                  onClick={() => remove(name)}
                >
                  {t('new.remove-disk', { number: index + 1 })}
                </Button>
              )}
            </fieldset>
          ))}
          {fields.length < most && !isFixed ? (
            <Button icon={<PlusOutlined aria-hidden />} onClick={() => add(newDataDisk)}>
              {t('new.add-disk')}
            </Button>
          ) : null}
        </>
      )}
    </Form.List>
  );
}

interface DiskProps {
  readonly name: number;
  readonly own: ServerDisks['dataDisks'][number] | undefined;
}

function DataDisk({ name, own }: DiskProps) {
  const { t } = useTranslation('servers');
  const { t: ofBackups } = useTranslation('backups');
  const form = Form.useFormInstance<NewServerValues>();
  const from = Form.useWatch(['dataDisks', name, 'from'], form);
  const image = Form.useWatch(['dataDisks', name, 'image'], form);
  const least = own?.size ?? (from === 'image' ? leastSize(image) : 1);
  return (
    <>
      {own !== undefined ? (
        <p>{ofBackups('with-image.disk', { disk: own.name ?? '' })}</p>
      ) : (
        <Form.Item name={[name, 'from']} label={t('new.disk-from')}>
          <Segmented
            options={(['empty', 'image'] as const).map((value) => ({
              value,
              label: t(`new.disk-of.${value}`),
            }))}
          />
        </Form.Item>
      )}
      {from === 'image' ? (
        <Form.Item
          name={[name, 'image']}
          label={t('new.disk-image')}
          rules={[{ required: true, message: t('new.image-missing') }]}
        >
          <ImageChooser
            use="createDisk"
            onChange={(next) => form.setFieldValue(['dataDisks', name, 'size'], leastSize(next))}
          />
        </Form.Item>
      ) : null}
      <Form.Item
        name={[name, 'size']}
        label={t('new.size')}
        extra={t('new.least', { size: least })}
        rules={[
          { required: true, type: 'number', min: least, message: t('new.least', { size: least }) },
        ]}
      >
        <InputNumber min={1} max={largest} precision={0} suffix="GB" />
      </Form.Item>
      <Form.Item name={[name, 'deleteWithServer']} valuePropName="checked">
        <Checkbox>{t('new.delete-with-server')}</Checkbox>
      </Form.Item>
    </>
  );
}

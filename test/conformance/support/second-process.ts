// A second process of a service that runs: on its database and its stores, behind no balancer but in the catalogue under a type of its own.
import assert from 'node:assert/strict';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseUrlOf } from '../../contract/support/embedded-database.ts';
import { freePort } from '../../contract/support/free-port.ts';
import { signIn } from '../../contract/support/http-client.ts';
import { startService } from '../../contract/support/service-process.ts';
import type { Lab } from './profile.ts';

const type = 'image-second';

/** Runs `use` with the type of service that its catalogue entry has. */
export async function besideSecondProcess<T>(
  lab: Lab,
  use: (serviceType: string) => Promise<T>,
): Promise<T> {
  const { service, settings } = lab;
  const data = join(lab.workspace, 'second');
  await cp(join(service.data, 'secrets'), join(data, 'secrets'), { recursive: true });
  const port = await freePort();
  const second = await startService({
    data,
    env: {
      ...settings,
      ACCORD_PORT: String(port),
      ACCORD_PUBLIC_URL: service.url,
      ACCORD_STORES: `default=${join(service.data, 'images')}`,
      DATABASE_URL: await databaseUrlOf(service.data),
    },
  });
  await addToCatalogue(lab, `http://127.0.0.1:${port}`);
  const result = await use(type);
  await second.stop();
  return result;
}

async function addToCatalogue({ service, admin }: Lab, url: string): Promise<void> {
  const client = await signIn(service.url, admin);
  const create = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const { status, json } = await client.request('POST', path, { body });
    assert.ok(status === 201 && json !== null);
    return json;
  };
  const made = await create('/v3/services', { service: { type, name: type } });
  const { id } = made['service'] as { id: string };
  await create('/v3/endpoints', {
    endpoint: { service_id: id, interface: 'public', region_id: 'RegionOne', url },
  });
}

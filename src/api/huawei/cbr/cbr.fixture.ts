// For tests: what clients of the backup service send.
import assert from 'node:assert/strict';
import type { Client, Json } from '../ims/ims.fixture.ts';

/** The body that makes a vault of 100 GB for backups of servers. */
export function newVault(other: object = {}, billing: object = {}): { vault: object } {
  return {
    vault: {
      name: 'safe',
      billing: {
        consistent_level: 'crash_consistent',
        object_type: 'server',
        protect_type: 'backup',
        size: 100,
        ...billing,
      },
      resources: [],
      ...other,
    },
  };
}

export function serverResource(id: string): { id: string; type: string } {
  return { id, type: 'OS::Nova::Server' };
}

/** Makes a vault; its id. */
export async function vaultOf(
  client: Client,
  other: object = {},
  billing: object = {},
): Promise<string> {
  const path = `/v3/${client.project.id}/vaults`;
  const { status, body } = await client.ask('POST', path, newVault(other, billing));
  assert.equal(status, 200, JSON.stringify(body));
  return String((body['vault'] as Json)['id']);
}

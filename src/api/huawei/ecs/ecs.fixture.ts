// For tests: what clients of the server service send, and the end of what they begin.
import assert from 'node:assert/strict';
import type { TestService } from '../../../../test/support/test-service.ts';
import type { Client, Json } from '../ims/ims.fixture.ts';

export const network = { vpcid: 'vpc-1', nics: [{ subnet_id: 'subnet-1' }] };

/** The body that creates servers of an image. */
export function newServer(imageRef: string, other: object = {}): { server: object } {
  return {
    server: {
      name: 'web',
      imageRef,
      flavorRef: 's1.small',
      ...network,
      root_volume: { volumetype: 'SSD' },
      ...other,
    },
  };
}

/** Carries out what was begun; answers the job as a client sees it. */
export async function jobOf(service: TestService, client: Client, begun: Json): Promise<Json> {
  const jobId = String(begun['job_id']);
  assert.match(jobId, /^[0-9a-f]{32}$/, JSON.stringify(begun));
  await service.runJobs();
  const { status, body } = await client.ask('GET', `/v1/${client.project.id}/jobs/${jobId}`);
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** A server that runs, of a new image. */
export async function runningServer(
  service: TestService,
  client: Client,
  other: object = {},
): Promise<string> {
  const path = `/v1/${client.project.id}/cloudservers`;
  const { body } = await client.ask('POST', path, newServer(await client.image(), other));
  const job = await jobOf(service, client, body);
  assert.equal(job['status'], 'SUCCESS', JSON.stringify(job));
  return (body['serverIds'] as string[])[0] ?? assert.fail();
}

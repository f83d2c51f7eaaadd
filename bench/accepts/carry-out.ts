import { setTimeout as pause } from 'node:timers/promises';
import { ask, type Caller, type Side } from '../speed/side.ts';

/** Milliseconds between two looks at a job. */
const lookEvery = 5;

/** One call of Huawei Cloud's image service on members, and looks at its job until it has ended well. */
export async function carryOut(
  side: Side,
  who: Caller,
  method: string,
  body: object,
): Promise<void> {
  const { json } = await ask(side, who, 200, method, '/v1/cloudimages/members', body);
  const path = `/v1/cloudimages/job/${String(json?.['job_id'])}`;
  for (;;) {
    const job = (await ask(side, who, 200, 'GET', path)).json;
    if (job?.['status'] === 'SUCCESS') return;
    if (job?.['status'] === 'FAIL') throw new Error(`it failed: ${String(job['fail_reason'])}`);
    await pause(lookEvery);
  }
}

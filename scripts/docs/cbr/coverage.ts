// docs/coverage/cbr.md: which calls of Huawei Cloud's backup service are served, and what shows it.
import { unsupportedCbrCalls } from '../../../src/api/huawei/cbr/unsupported.ts';
import { printCoverage, type Service } from '../huawei/coverage.ts';
import { endpoints } from './endpoints.ts';

export const cbrService: Service = { folder: 'cbr', endpoints, unsupported: unsupportedCbrCalls };

/** The document. `root`: of the checkout. */
export function printCbrCoverage(root: string): string {
  const calls =
    'calls of its SDK that vaults, backups of servers and their sharing need, and their nearest';
  return `# What is served of Huawei Cloud's backup service

${printCoverage(root, cbrService, { calls, code: 'BackupService.9900' })}

A vault's size is in GB, what is used of it in MB; what is kept free for accepted full-server images and for backups on their way counts as used. The servers
that a vault is for, tags, the threshold and the like are taken, kept and shown again. A checkpoint is of one server and has its backup's id; a call that
backs several servers up answers the first of them. A backup is shared by the full-server image of it: its members are the image's, and an answer here is an
answer there. Policies, replication, agents, operation logs and billing have no calls here.

Printed by \`npm run docs\` from the routes, scripts/docs/cbr and the tests.
`;
}

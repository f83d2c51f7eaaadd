// docs/coverage/ecs.md: which calls of Huawei Cloud's server service are served, and what shows it.
import { unsupportedEcsCalls } from '../../../src/api/huawei/ecs/unsupported.ts';
import { printCoverage, type Service } from '../huawei/coverage.ts';
import { endpoints } from './endpoints.ts';

export const ecsService: Service = { folder: 'ecs', endpoints, unsupported: unsupportedEcsCalls };

/** The document. `root`: of the checkout. */
export function printEcsCoverage(root: string): string {
  const calls = 'calls of its SDK that the life of a server from an image needs, and their nearest';
  return `# What is served of Huawei Cloud's server service

${printCoverage(root, ecsService, { calls, code: 'Ecs.0005' })}

What means nothing on one machine is taken, kept and shown again: the VPC and the security groups of a server, tags, metadata, the enterprise project. Each
server has a network of its own, in which its address is 10.0.2.15 under the name of that VPC. Networks, addresses, groups of servers, launch templates,
billing and the recycle bin have no calls here.

Printed by \`npm run docs\` from the routes, scripts/docs/ecs and the tests.
`;
}

// docs/coverage/evs.md: which calls of Huawei Cloud's disk service are served, and what shows it.
import { unsupportedEvsCalls } from '../../../src/api/huawei/evs/unsupported.ts';
import { printCoverage, type Service } from '../huawei/coverage.ts';
import { endpoints } from './endpoints.ts';

export const evsService: Service = { folder: 'evs', endpoints, unsupported: unsupportedEvsCalls };

/** The document. `root`: of the checkout. */
export function printEvsCoverage(root: string): string {
  const calls = 'calls of its SDK that disks from images and for servers need, and their nearest';
  return `# What is served of Huawei Cloud's disk service

${printCoverage(root, evsService, { calls, code: 'EVS.5400' })}

All volume types are the same here: SSD, GPSSD, SAS and SATA are kept because clients name them. Disks may have less than 10 GB. Snapshots, backups, transfers
and encryption have no calls here.

Printed by \`npm run docs\` from the routes, scripts/docs/evs and the tests.
`;
}

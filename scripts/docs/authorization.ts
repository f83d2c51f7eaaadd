// docs/authz.txt, from the tables that authorize() reads.
import { imsActions } from '../../src/api/huawei/ims/actions.ts';
import { backupPolicy } from '../../src/domain/backups/policy.ts';
import { diskPolicy } from '../../src/domain/disks/policy.ts';
import { eventsPolicy } from '../../src/domain/events/policy.ts';
import { identityPolicy } from '../../src/domain/identity/policy.ts';
import { glanceConsent, imagePolicy, operationPolicy } from '../../src/domain/images/policy.ts';
import { jobPolicy } from '../../src/domain/jobs/policy.ts';
import type { PolicyTable } from '../../src/domain/policy.ts';
import { metadefPolicy } from '../../src/domain/metadefs/policy.ts';
import { regionsPolicy } from '../../src/domain/regions/policy.ts';
import { serverPolicy } from '../../src/domain/servers/policy.ts';
import { vaultPolicy } from '../../src/domain/vaults/policy.ts';
import { textTable } from './text-table.ts';

type Table = PolicyTable<string, string>;

export function printAuthorization(): string {
  return `Who may do what: for each action, the least role that is enough, by how the actor stands to the thing. "-" is nobody.
A role implies those below it: admin, member, reader. Printed by "npm run docs" from the tables that the code decides by.

Images and their members (src/domain/images/policy.ts)
An administrator may do all of it in the region of its project; the audit says for whom. Tokens of other scopes than a project find no image.
What an actor may not show answers as if it did not exist.

${printTable('action', imagePolicy, 'admin')}

Under ACCORD_CONSENT=glance these rows are otherwise:

${printTable('action', { ...glanceConsent }, 'admin')}

The work of all projects, and the service as a whole (src/domain/images/policy.ts)

${printTable('action', operationPolicy)}

The permissions of Huawei Cloud's image service (src/api/huawei/ims/actions.ts)
What its documents call so is decided by these rows of ours; "-": whoever may read in its project may do it.

${printActions()}

Accounts, projects, users, roles, credentials, tokens (src/domain/identity/policy.ts)
"self" is the actor's own user, account, credentials and tokens, and a project that it has a role in; there everybody counts as a reader.
Who has a role named "service" may also read the tokens of others, as services do that are given them.

${printTable('action', identityPolicy)}

Regions and the catalogue (src/domain/regions/policy.ts)

${printTable('action', regionsPolicy)}

Jobs (src/domain/jobs/policy.ts)
What a job does is decided by the table of what it does it to. Nobody sees jobs of other projects.

${printTable('action', jobPolicy)}

Disks (src/domain/disks/policy.ts)
A disk is its project's alone: to others, operators too, it does not exist.

${printTable('action', diskPolicy)}

Servers, what they are made as, and key pairs (src/domain/servers/policy.ts)
Nobody sees those of other projects.

${printTable('action', serverPolicy)}

Vaults (src/domain/vaults/policy.ts)
A vault is its project's alone: to others, operators too, it does not exist.

${printTable('action', vaultPolicy)}

Backups (src/domain/backups/policy.ts)
"own" is one of the actor's project, "shared" one behind another project's full-server image that it has accepted. To others, operators too, it does not exist.

${printTable('action', backupPolicy)}

Metadata definitions (src/domain/metadefs/policy.ts)
"own" is a namespace of the actor's project, and what is about no namespace; "public" a public one of another, "stranger" a private one of another.

${printTable('action', metadefPolicy)}

The audit trail and notices (src/domain/events/policy.ts)
"own" is what concerns the actor's project; "all" whatever there is.

${printTable('action', eventsPolicy)}
`;
}

function printActions(): string {
  const rows = Object.entries(imsActions).map(([action, ours]) => [
    action,
    ours.length === 0 ? '-' : ours.join(', '),
  ]);
  return textTable([['permission', 'our actions'], ...rows]);
}

/** With a last column for the administrator where it stands outside of the relations. */
function printTable(head: string, table: Table, administrator?: string): string {
  const [first] = Object.values(table);
  const relations = Object.keys(first ?? {});
  const rows = Object.entries(table).map(([action, cells]) => [
    action,
    ...relations.map((relation) => {
      const least = cells[relation];
      return least === undefined || least === 'nobody' ? '-' : least;
    }),
    ...(administrator === undefined ? [] : [administrator]),
  ]);
  const columns = administrator === undefined ? relations : [...relations, 'administrator'];
  return textTable([[head, ...columns], ...rows]);
}

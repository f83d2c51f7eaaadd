// The query of the list of backups (CBR API reference, "Querying all backups"). Unknown parameters are passed over, as there.
import { backupStatuses } from '../../../domain/backups/backup.ts';
import type { BackupFilters } from '../../../domain/backups/list-queries.ts';
import type { BackupView } from '../../../domain/backups/view-backups.ts';
import { invalidQuery, last, oneOf } from '../../http/query.ts';
import { readPage, refuseNul, type Page } from './page.ts';
import { readSort } from './sort.ts';
import { serverType } from './vault-words.ts';

export interface BackupQuery extends Page {
  readonly filters: BackupFilters;
  /** What the filters do not know. */
  readonly letsThrough: (view: BackupView) => boolean;
  readonly compare: (one: BackupView, other: BackupView) => number;
}

const owners = { private: 'own', shared: 'shared', all_granted: 'all' } as const;

/** null: there can be none. Faults: invalid. */
export function readBackupQuery(params: URLSearchParams): BackupQuery | null {
  refuseNul(params);
  const text = (name: string): string | undefined => last(params, name) || undefined;
  const ownType = oneOf(
    params,
    'own_type',
    ['private', 'shared', 'all_granted'],
    'Invalid own_type',
  );
  const word = text('status');
  const status = backupStatuses.find((each) => each === word);
  const isElsewhere =
    [undefined, serverType].indexOf(text('resource_type')) === -1 ||
    [undefined, 'backup'].indexOf(text('image_type')) === -1 ||
    // What others have not been asked about, or have refused, takes no room, and is not shown.
    [undefined, 'accept', 'accepted'].indexOf(text('member_status')) === -1 ||
    text('parent_id') !== undefined;
  if (isElsewhere || (word !== undefined && status === undefined)) return null;
  const checkpoint = text('checkpoint_id');
  const [resourceName, start, end] = ['resource_name', 'start_time', 'end_time'].map(text);
  const [from, until] = [readTime(start), readTime(end)];
  return {
    ...readPage(params),
    filters: {
      ownership: owners[ownType ?? 'private'],
      search: text('name'),
      ...(checkpoint === undefined ? {} : { ids: [checkpoint] }),
      vaultId: text('vault_id'),
      serverId: text('resource_id'),
      status,
    },
    letsThrough: ({ backup }) =>
      (resourceName === undefined || backup.serverName.includes(resourceName)) &&
      (from === null || Date.parse(backup.createdAt) >= from) &&
      (until === null || Date.parse(backup.createdAt) <= until),
    compare: readSort(text('sort') ?? 'created_at:desc', columns),
  };
}

/** `2020-02-05T10:38:34Z`; null: none. Throws `invalid`. */
function readTime(text: string | undefined): number | null {
  if (text === undefined) return null;
  const time = Date.parse(text);
  if (!Number.isNaN(time)) return time;
  throw invalidQuery(`No time: ${text}`);
}

const columns: Readonly<Record<string, (view: BackupView) => string>> = {
  created_at: ({ backup }) => backup.createdAt,
  updated_at: ({ backup }) => backup.updatedAt,
  protected_at: ({ backup }) => backup.takenAt ?? '',
  name: ({ backup }) => backup.name,
  status: ({ backup }) => backup.status,
  resource_name: ({ backup }) => backup.serverName,
  resource_id: ({ backup }) => backup.serverId,
  id: ({ backup }) => backup.id,
};

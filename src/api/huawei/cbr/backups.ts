// Backups: listed, shown, renamed and deleted (CBR API reference, "Backups"). They are begun as checkpoints.
import { Type } from 'typebox';
import { deleteBackup } from '../../../domain/backups/delete-backup.ts';
import { listBackups, showBackup } from '../../../domain/backups/list-backups.ts';
import { updateBackup } from '../../../domain/backups/update-backup.ts';
import { queryOf } from '../../http/query.ts';
import { route, type Route } from '../../http/route.ts';
import { readBody } from '../../http/validation.ts';
import { allPages } from './all-pages.ts';
import { readBackupQuery } from './backup-query.ts';
import { pageOf } from './page.ts';
import { presentBackup } from './present-backup.ts';

const ofProject = Type.Object({ project_id: Type.String() });
const ofBackup = Type.Object({ project_id: Type.String(), backup_id: Type.String() });
const collection = '/v3/:project_id/backups';
const one = `${collection}/:backup_id`;

const updateBody = Type.Object({
  backup: Type.Object({
    name: Type.Optional(Type.String()),
    description: Type.Optional(Type.String()),
  }),
});

export const backupRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: collection,
    schema: { params: ofProject },
    handle: async ({ context, actor, raw }) => {
      const query = readBackupQuery(queryOf(raw.url));
      if (query === null) {
        return { status: 200, body: { backups: [], count: 0, limit: 0, offset: 0 } };
      }
      const { filters, letsThrough, compare, limit, offset } = query;
      const all = await allPages(
        async (slice) => await listBackups(context, actor, { ...filters, ...slice }),
      );
      const found = all.filter(letsThrough).toSorted(compare);
      const backups = pageOf(found, query).map(presentBackup);
      return { status: 200, body: { backups, count: found.length, limit, offset } };
    },
  }),
  route({
    method: 'GET',
    path: one,
    schema: { params: ofBackup },
    handle: async ({ context, actor, params }) => {
      const view = await showBackup(context, actor, params.backup_id);
      return { status: 200, body: { backup: presentBackup(view) } };
    },
  }),
  route({
    method: 'PUT',
    path: one,
    schema: { params: ofBackup },
    handle: async ({ context, actor, params, body }) => {
      await updateBackup(context, actor, params.backup_id, readBody(updateBody, body).backup);
      const view = await showBackup(context, actor, params.backup_id);
      return { status: 200, body: { backup: presentBackup(view) } };
    },
  }),
  route({
    method: 'DELETE',
    path: one,
    schema: { params: ofBackup },
    handle: async ({ context, actor, params }) => {
      await deleteBackup(context, actor, params.backup_id);
      return { status: 204 };
    },
  }),
];

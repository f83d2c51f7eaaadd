// What the service says of itself and of the caller's project.
import type { Context } from '../../domain/context.ts';
import { importMethods } from '../../domain/images/imports/import-task.ts';
import { authorizeOperation } from '../../domain/images/policy.ts';
import { showUsage } from '../../domain/images/quotas/show-usage.ts';
import { route, type Route } from '../http/route.ts';

export const infoRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v2/info/import',
    handle: () => ({
      status: 200,
      body: {
        'import-methods': {
          description: 'Import methods available.',
          type: 'array',
          value: importMethods,
        },
      },
    }),
  }),
  route({
    method: 'GET',
    path: '/v2/info/stores',
    handle: ({ context }) => ({
      status: 200,
      body: { stores: context.stores.all().map(({ name }) => presentStore(context, name)) },
    }),
  }),
  route({
    method: 'GET',
    path: '/v2/info/stores/detail',
    handle({ context, actor }) {
      authorizeOperation(actor, 'store.show-detail');
      const stores = context.stores.all().map(({ name, store }) => ({
        ...presentStore(context, name),
        type: 'file',
        properties: { data_dir: store.folder },
      }));
      return { status: 200, body: { stores } };
    },
  }),
  route({
    method: 'GET',
    path: '/v2/info/usage',
    async handle({ context, actor }) {
      const quotas = await showUsage(context, actor);
      const usage = quotas.map(({ quota, ...amounts }) => [quota, amounts] as const);
      return { status: 200, body: { usage: Object.fromEntries(usage) } };
    },
  }),
];

/** Glance writes its booleans as text here. */
function presentStore(context: Context, name: string): Record<string, string> {
  return { id: name, ...(name === context.stores.defaultName ? { default: 'true' } : {}) };
}

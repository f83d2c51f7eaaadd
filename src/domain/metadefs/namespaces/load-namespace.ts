import type { Context } from '../../context.ts';
import { addNamespace, type NewNamespace } from './create-namespace.ts';

/** Who owns the namespaces of files that do not say: no project, so that only public ones are seen. Glance's choice. */
const ownerOfFiles = 'admin';

/**
 * Makes a namespace that a definition file describes, with all that is in it, or nothing of it. False when there is one of that name: it
 * stays as it is. Faults: conflict (a name in it twice).
 */
export async function loadNamespace(context: Context, wanted: NewNamespace): Promise<boolean> {
  return await context.db.transaction().execute(async (tx) => {
    return (await addNamespace(tx, null, wanted, wanted.owner ?? ownerOfFiles)) !== null;
  });
}

// SQL on what was made of images: the rows of servers and disks name the image, each under an index.
import type { DbOrTx, Tx } from '../../../db/pool.ts';
import { ask, sendAhead, statement } from '../../../db/statement.ts';

const imageHold = statement<object, [imageId: string]>(
  'select from images where id = $1 for share',
);

/** Nobody changes the image or its members before the transaction ends; others may hold it, too. It goes with the next statement, which sees it so. */
export async function holdImage(tx: Tx, imageId: string): Promise<void> {
  await sendAhead(tx, imageHold(imageId));
}

const uses = statement<{ used: boolean }, [imageId: string, projectId: string]>(`
  select exists (select from servers where image_id = $1 and project_id = $2 and status <> 'deleted')
    or exists (select from disks where image_id = $1 and project_id = $2 and status <> 'deleted') as used`);

/** True when the project has a server or a disk that was made of the image. */
export async function isUsedBy(db: DbOrTx, imageId: string, projectId: string): Promise<boolean> {
  const [row] = await ask(db, uses(imageId, projectId));
  return row?.used === true;
}

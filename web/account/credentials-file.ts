import type { CreatedAccessKey } from '../../src/api/accord/access-keys/schema.ts';
import { csvLine } from '../table/csv.ts';

export const credentialsFileName = 'credentials.csv';

/**
 * An access key as programs of Huawei Cloud's users read it (IAM user guide, "Managing access keys"). Without a byte order mark: they look for the
 * first heading at the very beginning.
 */
export function credentialsFile(
  userName: string,
  { id, secret }: Pick<CreatedAccessKey, 'id' | 'secret'>,
): readonly string[] {
  return [
    csvLine(['User Name', 'Access Key Id', 'Secret Access Key']),
    csvLine([userName, id, secret]),
  ];
}

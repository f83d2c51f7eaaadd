import type { AccessKey } from '../../../domain/identity/access-keys/access-key.ts';

export function presentAccessKey(accessKey: AccessKey) {
  return {
    access: accessKey.id,
    user_id: accessKey.userId,
    status: accessKey.enabled ? 'active' : 'inactive',
    description: accessKey.description,
    create_time: accessKey.createdAt,
  };
}

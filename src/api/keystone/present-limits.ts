// Unified limits as Keystone shows them.
import type { Limit, RegisteredLimit } from '../../domain/identity/limits/limit.ts';
import type { Base } from './present.ts';

export function presentRegisteredLimit(base: Base, limit: RegisteredLimit) {
  return {
    id: limit.id,
    service_id: limit.serviceId,
    region_id: limit.regionId,
    resource_name: limit.resourceName,
    default_limit: limit.defaultLimit,
    description: limit.description,
    links: { self: `${base}/registered_limits/${limit.id}` },
  };
}

export function presentLimit(base: Base, limit: Limit) {
  return {
    id: limit.id,
    project_id: limit.projectId,
    domain_id: limit.domainId,
    service_id: limit.serviceId,
    region_id: limit.regionId,
    resource_name: limit.resourceName,
    resource_limit: limit.resourceLimit,
    description: limit.description,
    links: { self: `${base}/limits/${limit.id}` },
  };
}

import type { Flavor } from '../../../domain/servers/flavors/flavor.ts';

/** A flavor as that cloud shows it (ECS API reference, "Querying details about flavors"). */
export function presentFlavor({ id, vcpus, memory }: Flavor): Record<string, unknown> {
  return {
    id,
    name: id,
    vcpus: String(vcpus),
    ram: memory,
    disk: '0',
    swap: '',
    links: [],
    'OS-FLV-EXT-DATA:ephemeral': 0,
    'OS-FLV-DISABLED:disabled': false,
    rxtx_factor: 1,
    rxtx_quota: null,
    rxtx_cap: null,
    'os-flavor-access:is_public': true,
    os_extra_specs: {
      'ecs:performancetype': 'normal',
      'ecs:virtualization_env_types': 'CloudCompute',
      'cond:operation:status': 'normal',
    },
  };
}

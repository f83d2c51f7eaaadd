// The systems that an image can be said to have: our own choice of common ones. Any other can be written as well; nothing is refused for it.
import { queryOf } from '../../http/query.ts';
import { route, type Route } from '../../http/route.ts';

/** Where a system runs: virtual machines, those with UEFI, ARM, bare metal. */
type Tag = 'kvm' | 'uefi' | 'arm' | 'bms';

interface System {
  readonly version: string;
  readonly bits: 32 | 64;
  readonly tags: readonly Tag[];
}

interface Platform {
  readonly platform: string;
  readonly type: 'Linux' | 'Windows' | 'Other';
  readonly systems: readonly System[];
}

const everywhere = ['kvm', 'uefi', 'bms'] as const;

/** Each for x86, and for ARM where `arm` says so. */
function editions(
  name: string,
  versions: readonly string[],
  options: { readonly arm?: boolean; readonly tags?: readonly Tag[] } = {},
): System[] {
  const { arm = false, tags = everywhere } = options;
  return versions.flatMap((version) => [
    { version: `${name} ${version} 64bit`, bits: 64, tags },
    ...(arm
      ? [
          {
            version: `${name} ${version} 64bit with ARM`,
            bits: 64,
            tags: ['kvm', 'uefi', 'arm'],
          } as const,
        ]
      : []),
  ]);
}

const platforms: readonly Platform[] = [
  {
    platform: 'Windows',
    type: 'Windows',
    systems: [
      ...editions('Windows Server 2012 R2', ['Standard', 'Datacenter'], { tags: ['kvm', 'bms'] }),
      ...['2016', '2019', '2022', '2025'].flatMap((year) =>
        editions(`Windows Server ${year}`, ['Standard', 'Datacenter']),
      ),
      ...editions('Windows', ['10', '11'], { tags: ['kvm', 'uefi'] }),
    ],
  },
  {
    platform: 'Ubuntu',
    type: 'Linux',
    systems: [
      { version: 'Ubuntu 16.04 server 32bit', bits: 32, tags: ['kvm'] },
      ...editions('Ubuntu', ['18.04', '20.04', '22.04', '24.04'].map(server), { arm: true }),
    ],
  },
  {
    platform: 'Debian',
    type: 'Linux',
    systems: editions('Debian GNU/Linux', ['10', '11', '12', '13'], { arm: true }),
  },
  {
    platform: 'CentOS',
    type: 'Linux',
    systems: [
      { version: 'CentOS 6.10 32bit', bits: 32, tags: ['kvm'] },
      ...editions('CentOS', ['6.10', '7.6', '7.9', '8.2', '8.5'], { tags: ['kvm', 'bms'] }),
      ...editions('CentOS Stream', ['8', '9', '10'], { arm: true }),
    ],
  },
  {
    platform: 'RedHat',
    type: 'Linux',
    systems: editions('Redhat Linux Enterprise', ['7.9', '8.10', '9.6', '10.0'], { arm: true }),
  },
  {
    platform: 'Rocky Linux',
    type: 'Linux',
    systems: editions('Rocky Linux', ['8.10', '9.6', '10.0'], { arm: true }),
  },
  {
    platform: 'AlmaLinux',
    type: 'Linux',
    systems: editions('AlmaLinux', ['8.10', '9.6', '10.0'], { arm: true }),
  },
  {
    platform: 'Fedora',
    type: 'Linux',
    systems: editions('Fedora', ['40', '41', '42'], { arm: true }),
  },
  {
    platform: 'SUSE',
    type: 'Linux',
    systems: editions('SUSE Enterprise', ['12 SP5', '15 SP5', '15 SP6'], { arm: true }),
  },
  { platform: 'OpenSUSE', type: 'Linux', systems: editions('OpenSUSE', ['15.5', '15.6']) },
  {
    platform: 'Oracle Linux',
    type: 'Linux',
    systems: editions('Oracle Linux', ['7.9', '8.10', '9.6']),
  },
  {
    platform: 'EulerOS',
    type: 'Linux',
    systems: editions('EulerOS', ['2.9', '2.10', '2.11'], { arm: true }),
  },
  {
    platform: 'Huawei Cloud EulerOS',
    type: 'Linux',
    systems: editions('Huawei Cloud EulerOS', ['2.0'], { arm: true }),
  },
  {
    platform: 'openEuler',
    type: 'Linux',
    systems: editions('openEuler', ['20.03', '22.03', '24.03'], { arm: true }),
  },
  { platform: 'CoreOS', type: 'Linux', systems: editions('Fedora CoreOS', ['stable']) },
  {
    platform: 'Other',
    type: 'Other',
    systems: [
      { version: 'Other(32bit)', bits: 32, tags: ['kvm'] },
      { version: 'Other(64bit)', bits: 64, tags: [...everywhere, 'arm'] },
      { version: 'Other Linux(64bit)', bits: 64, tags: [...everywhere, 'arm'] },
    ],
  },
];

function server(version: string): string {
  return `${version} server`;
}

/** Systems with all of these tags; a platform that has none is left out. */
function presentPlatforms(tags: readonly string[]): object[] {
  return platforms.flatMap(({ platform, type, systems }) => {
    const meant = systems.filter((system) => tags.every((tag) => has(system, tag)));
    if (meant.length === 0) return [];
    const versions = meant.map(({ version, bits }) => ({
      platform,
      os_version_key: version,
      os_version: version,
      // A number, unlike the attribute __os_bit of an image.
      os_bit: bits,
      os_type: type,
    }));
    return [{ platform, version_list: versions }];
  });
}

function has({ tags }: System, tag: string): boolean {
  return tags.some((each) => each === tag);
}

export const osVersionRoutes: readonly Route[] = [
  route({
    method: 'GET',
    path: '/v1/cloudimages/os_version',
    handle: ({ raw }) => ({ status: 200, body: presentPlatforms(queryOf(raw.url).getAll('tag')) }),
  }),
];

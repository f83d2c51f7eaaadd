// What IMS's clients know of an operating system, from the one text that they name it by, such as `CentOS 7.6 64bit`.

/** IMS API reference, "Image attributes": `__platform`. */
const platforms = [
  'Windows',
  'Ubuntu',
  'RedHat',
  'SUSE',
  'CentOS',
  'Debian',
  'OpenSUSE',
  'Oracle Linux',
  'Fedora',
  'CoreOS',
  'Huawei Cloud EulerOS',
  'EulerOS',
] as const;

/** Attributes for an OS version and an OS type, as far as they are given. */
export function osAttributes(
  version: string | undefined,
  type: string | undefined,
): Record<string, string> {
  if (version === undefined) return { __os_type: type ?? 'Linux' };
  const bits = /\b(32|64)\s*bit/i.exec(version)?.[1];
  const platform = platforms.find((each) => compact(version).startsWith(compact(each))) ?? 'Other';
  return {
    __os_type: type ?? (platform === 'Windows' ? 'Windows' : 'Linux'),
    __os_version: version,
    __platform: platform,
    ...(bits === undefined ? {} : { __os_bit: bits }),
  };
}

/** They are written with and without spaces. */
function compact(name: string): string {
  return name.replaceAll(' ', '').toLowerCase();
}

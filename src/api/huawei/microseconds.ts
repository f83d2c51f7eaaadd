/** A moment as the disk and backup services of Huawei Cloud show it: with microseconds, and without a zone, for UTC is meant. */
export function microseconds(timestamp: string): string {
  const [whole = '', fraction = ''] = timestamp.replace(/Z$|\+00(?::00)?$/, '').split('.');
  return `${whole.replace(' ', 'T')}.${fraction.padEnd(6, '0').slice(0, 6)}`;
}

// The images of the pictures' world: what a few teams of one cloud might keep.
import { sampleIso } from '../../src/domain/bytes/format/samples/plain.ts';
import { sampleQcow2 } from '../../src/domain/bytes/format/samples/qcow2.ts';
import { makeSampleDisk } from '../../src/lib/sample-disk.ts';

export interface PicturedImage {
  readonly name: string;
  readonly format: 'qcow2' | 'raw' | 'iso';
  readonly kind?: 'system' | 'data' | 'iso';
  readonly os: readonly [type: string, distro: string, version: string] | null;
  /** GiB of the file, and of the disk that a guest sees, as the pictures show them; null: it has no bytes yet. */
  readonly size: readonly [file: number, disk: number] | null;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly protected?: boolean;
}

const linux = (distro: string, version: string) => ['linux', distro, version] as const;
const windows = (version: string) => ['windows', 'windows', version] as const;

export const ownersImages = [
  { name: 'centos-7-legacy', format: 'qcow2', os: linux('centos', '7.9'), size: [1.4, 20] },
  { name: 'windows-2019-legacy', format: 'qcow2', os: windows('2019'), size: [11.2, 60] },
  { name: 'debian-12-base', format: 'qcow2', os: linux('debian', '12'), size: [0.6, 20] },
  { name: 'mysql-8.0-data', format: 'raw', kind: 'data', os: null, size: [50, 50] },
  {
    name: 'debian-13-netinst',
    format: 'iso',
    kind: 'iso',
    os: linux('debian', '13'),
    size: [0.7, 1],
  },
  { name: 'windows-2022-datacenter', format: 'qcow2', os: windows('2022'), size: [12.8, 60] },
  {
    name: 'ubuntu-22.04-server',
    format: 'qcow2',
    os: linux('ubuntu', '22.04'),
    size: [2.2, 40],
    description: 'cloud-init, unattended-upgrades',
    tags: ['golden', 'lts'],
    protected: true,
  },
  { name: 'rocky-9.4-gpu', format: 'qcow2', os: linux('rocky', '9.4'), size: [6.9, 80] },
  { name: 'euleros-2.0-database', format: 'qcow2', os: linux('euleros', '2.0'), size: [3.1, 100] },
  { name: 'euleros-2.0-web', format: 'qcow2', os: linux('euleros', '2.0'), size: [1.9, 40] },
  { name: 'ubuntu-24.04-server', format: 'qcow2', os: linux('ubuntu', '24.04'), size: [2.4, 40] },
  { name: 'ubuntu-26.04-preview', format: 'qcow2', os: linux('ubuntu', '26.04'), size: null },
] as const satisfies readonly PicturedImage[];

export const recipientsImages = [
  { name: 'haproxy-3.0-edge', format: 'qcow2', os: linux('debian', '12'), size: [0.9, 20] },
  { name: 'nginx-1.28-web', format: 'qcow2', os: linux('ubuntu', '24.04'), size: [1.2, 40] },
] as const satisfies readonly PicturedImage[];

export const platformsImages = [
  { name: 'gpu-driver-570', format: 'qcow2', os: linux('ubuntu', '24.04'), size: [7.4, 80] },
  { name: 'k8s-node-1.34', format: 'qcow2', os: linux('ubuntu', '24.04'), size: [3.6, 60] },
] as const satisfies readonly PicturedImage[];

export const farImages = [
  { name: 'edge-router-2.4', format: 'qcow2', os: linux('debian', '12'), size: [0.5, 10] },
] as const satisfies readonly PicturedImage[];

export const publicImages = [
  { name: 'Windows Server 2025', format: 'qcow2', os: windows('2025'), size: [13.1, 60] },
  { name: 'Rocky Linux 9', format: 'qcow2', os: linux('rocky', '9'), size: [1.1, 20] },
  { name: 'EulerOS 2.0', format: 'qcow2', os: linux('euleros', '2.0'), size: [1.3, 40] },
  { name: 'Ubuntu 24.04 LTS', format: 'qcow2', os: linux('ubuntu', '24.04'), size: [0.7, 20] },
  { name: 'Debian 13', format: 'qcow2', os: linux('debian', '13'), size: [0.5, 20] },
] as const satisfies readonly PicturedImage[];

/** Small, and truly of the format. */
export function bytesOf({ format }: PicturedImage): Buffer {
  return { qcow2: sampleQcow2, iso: sampleIso, raw: makeSampleDisk }[format]();
}

// Debian's Tempest, OpenStack's own test suite, pointed at a service.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Cloud } from './clouds.ts';
import { runCommand } from './run-command.ts';

export interface TempestOptions {
  /** An empty folder for configuration, logs and results. */
  readonly folder: string;
  /** Whom it signs in as to make the accounts it works with. */
  readonly admin: Cloud;
  /** Regular expressions that test ids must begin with, one of them. */
  readonly select: readonly string[];
  readonly seconds: number;
  /** The address of an image that the service may import; then tests of import run, too. */
  readonly webImage?: string;
}

/** Outcomes by test id, such as `success`, `skip` and `failure`; and what Tempest printed. */
export interface TempestResult {
  readonly outcomes: ReadonlyMap<string, string>;
  readonly report: string;
}

/** Runs the selected tests on two workers. Throws when Tempest does not come to its end. */
export async function runTempest(options: TempestOptions): Promise<TempestResult> {
  const { folder, select, seconds } = options;
  await mkdir(join(folder, 'lock'), { recursive: true });
  await writeFile(join(folder, 'tempest.conf'), configuration(options));
  await writeFile(join(folder, '.stestr.conf'), testsOfTempest);
  await writeFile(join(folder, 'select'), `${select.map((each) => `^${each}`).join('\n')}\n`);
  const run = async (program: string): Promise<string> => {
    const { stdout, stderr } = await runCommand('sh', ['-c', program], {
      cwd: folder,
      env: { TEMPEST_CONFIG_DIR: folder, TEMPEST_CONFIG: 'tempest.conf', HOME: folder },
      seconds,
    });
    return stdout + stderr;
  };
  const report = await run('/usr/bin/stestr run --concurrency 2 --include-list select');
  const table = await run('/usr/bin/stestr last --subunit | subunit2csv --no-passthrough');
  const outcomes = new Map<string, string>();
  // The columns are test, status, start_time, stop_time; Tempest adds to a test's name its tags in brackets.
  for (const match of table
    .replaceAll('\r', '')
    .matchAll(/^"?(?<id>[^",[]+?)(\[[^\]]*\])?"?,(?<status>\w+),\d.*$/gm)) {
    outcomes.set(match.groups?.['id'] ?? '', match.groups?.['status'] ?? '');
  }
  if (outcomes.size === 0) throw new Error(`no result of Tempest:\n${report}${table}`);
  return { outcomes, report };
}

const testsOfTempest = `[DEFAULT]
test_path=/usr/lib/python3/dist-packages/tempest/test_discover
top_dir=/usr/lib/python3/dist-packages
`;

/** Only what this service is: identity and images; every test makes accounts of its own. */
function configuration({ folder, admin, webImage }: TempestOptions): string {
  return `[DEFAULT]
log_dir = ${folder}
log_file = tempest.log
[oslo_concurrency]
lock_path = ${folder}/lock
[auth]
use_dynamic_credentials = true
create_isolated_networks = false
tempest_roles = member
admin_username = ${admin.userName}
admin_password = ${admin.password}
admin_project_name = ${admin.projectName}
admin_domain_name = ${admin.domainName}
[identity]
auth_version = v3
uri_v3 = ${admin.authUrl}
region = RegionOne
v3_endpoint_type = public
[identity-feature-enabled]
api_v2 = false
api_v2_admin = false
[service_available]
glance = true
nova = false
neutron = false
cinder = false
swift = false
horizon = false
[image]
region = RegionOne
container_formats = bare,ami,ari,aki,ovf,ova,docker
disk_formats = raw,qcow2,iso,vhd,vhdx,vmdk,vdi,ami,ari,aki,ploop
build_timeout = 20
${webImage === undefined ? '' : `http_image = ${webImage}\n`}[image-feature-enabled]
api_v2 = true
os_glance_reserved = true
import_image = ${webImage !== undefined}
[validation]
run_validation = false
`;
}

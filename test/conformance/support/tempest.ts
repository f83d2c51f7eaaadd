// Tempest, OpenStack's own test suite, and its plugins, pointed at a service.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Lab } from './profile.ts';
import { runPythonTests, type PythonTests, type Results } from './run-python-tests.ts';

export interface TempestOptions extends Pick<PythonTests, 'files' | 'select' | 'seconds'> {
  /** Accounts are made for each scope and role (secure RBAC), as Glance's own plugin asks. */
  readonly personas?: boolean;
  /** Service type, in the catalogue, of a second process of the same service. */
  readonly otherProcess?: string;
}

export async function runTempest(lab: Lab, options: TempestOptions): Promise<Results> {
  const { workspace } = lab;
  const { files, select, seconds } = options;
  await mkdir(join(workspace, 'lock'));
  await writeFile(join(workspace, 'tempest.conf'), configuration(lab, options));
  return await runPythonTests({
    folder: workspace,
    files,
    select,
    env: { TEMPEST_CONFIG_DIR: workspace, TEMPEST_CONFIG: 'tempest.conf' },
    seconds,
  });
}

/** Only what this service is: identity and images; every test makes accounts of its own. */
function configuration({ workspace, admin, webImage }: Lab, options: TempestOptions): string {
  const { personas = false, otherProcess } = options;
  return `[DEFAULT]
log_dir = ${workspace}
log_file = tempest.log
[oslo_concurrency]
lock_path = ${workspace}/lock
[auth]
use_dynamic_credentials = true
create_isolated_networks = false
${personas ? '' : 'tempest_roles = member\n'}admin_username = ${admin.userName}
admin_password = ${admin.password}
admin_project_name = ${admin.projectName}
admin_domain_name = ${admin.domainName}
[enforce_scope]
glance = ${personas}
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
http_image = ${webImage}
container_formats = bare,ami,ari,aki,ovf,ova,docker
disk_formats = raw,qcow2,iso,vhd,vhdx,vmdk,vdi,ami,ari,aki,ploop
build_timeout = 60
${otherProcess === undefined ? '' : `alternate_image_endpoint = ${otherProcess}\n`}[image-feature-enabled]
api_v2 = true
os_glance_reserved = true
import_image = true
[validation]
run_validation = false
`;
}

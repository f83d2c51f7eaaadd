// A clouds.yaml with the names that OpenStack's functional tests sign in by: those of a DevStack.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readCloud } from '../../contract/support/clouds.ts';
import type { Lab } from './profile.ts';

/** An operator and two ordinary projects. */
const people = { 'devstack-admin': 'admin', devstack: 'owner', 'devstack-alt': 'recipient' };

/** Writes it into the workspace. Returns the environment of a client that is to use it. */
export async function writeCloudsFile({
  service,
  workspace,
}: Lab): Promise<Record<string, string>> {
  const clouds: Record<string, object> = {};
  for (const [name, person] of Object.entries(people)) {
    const { authUrl, userName, password, domainName, projectName } = await readCloud(
      service.clouds,
      person,
    );
    clouds[name] = {
      region_name: 'RegionOne',
      identity_api_version: '3',
      auth: {
        auth_url: authUrl,
        username: userName,
        password,
        project_name: projectName,
        ...domainOf(person, domainName),
      },
    };
  }
  const file = join(workspace, 'clouds.yaml');
  // JSON is YAML.
  await writeFile(file, JSON.stringify({ clouds }));
  return { OS_CLIENT_CONFIG_FILE: file };
}

/** The operator's is asked for by id: glanceclient's tests read nothing else. */
function domainOf(person: string, name: string): Record<string, string> {
  return person === 'admin'
    ? { user_domain_id: 'default', project_domain_id: 'default' }
    : { user_domain_name: name, project_domain_name: name };
}

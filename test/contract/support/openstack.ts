// The `openstack` client of Debian's python3-openstackclient, as somebody of clouds.yaml.
import { mustRun, runCommand, type Outcome } from './run-command.ts';

export interface OpenStack {
  /** Runs a command that must succeed; returns its standard output. */
  run(...args: string[]): Promise<string>;
  /** As run, with `-f json`, parsed. */
  json<T>(...args: string[]): Promise<T>;
  /** Runs a command that may fail. */
  try(...args: string[]): Promise<Outcome>;
}

/** @param clouds path of a clouds.yaml @param name whose entry to use */
export function openstackAs(clouds: string, name: string): OpenStack {
  return openstackWith({ OS_CLIENT_CONFIG_FILE: clouds, OS_CLOUD: name });
}

/** The client configured by environment variables alone. */
export function openstackWith(env: Readonly<Record<string, string>>): OpenStack {
  const run = async (...args: string[]): Promise<string> =>
    await mustRun('/usr/bin/openstack', args, { env });
  return {
    run,
    json: async <T>(...args: string[]) => JSON.parse(await run(...args, '-f', 'json')) as T,
    try: async (...args) => await runCommand('/usr/bin/openstack', args, { env }),
  };
}

// The sign-in data that the first start has written for users.
import { readFile } from 'node:fs/promises';

export interface Cloud {
  readonly authUrl: string;
  readonly userName: string;
  readonly password: string;
  readonly domainName: string;
  readonly projectName: string;
}

/** Reads `clouds.yaml`, which has one entry a person. */
export async function readClouds(file: string): Promise<ReadonlyMap<string, Cloud>> {
  const text = await readFile(file, 'utf8');
  const entries = text.split(/^ {2}(?=\w+:$)/m).slice(1);
  return new Map(
    entries.map((entry) => {
      const field = (name: string): string =>
        new RegExp(`^ +${name}: "?(?<value>[^"\\n]*)"?$`, 'm').exec(entry)?.groups?.['value'] ?? '';
      const cloud = {
        authUrl: field('auth_url'),
        userName: field('username'),
        password: field('password'),
        domainName: field('user_domain_name'),
        projectName: field('project_name'),
      };
      return [entry.slice(0, entry.indexOf(':')), cloud];
    }),
  );
}

/** The entry of one person, who must be there. */
export async function readCloud(file: string, name: string): Promise<Cloud> {
  const cloud = (await readClouds(file)).get(name);
  if (cloud === undefined) throw new Error(`${file} has no entry ${name}`);
  return cloud;
}

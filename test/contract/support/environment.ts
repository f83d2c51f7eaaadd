// What a program under test sees of our own environment: nothing that configures Accord, PostgreSQL, npm, OpenStack clients or test runs.

const personal =
  /^(ACCORD_|DATABASE_URL$|PG[A-Z]|OS_|TEMPEST_|NODE_TEST_CONTEXT$|NODE_OPTIONS$|FORCE_COLOR$|npm_(?!config_cache$))/;

export type Environment = Readonly<Record<string, string>>;

/** The environment of this process without what is personal and without the programs of node_modules, and with `more`. */
export function cleanEnvironment(more: Environment = {}): Record<string, string> {
  const kept = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined || personal.test(name) ? [] : [[name, value] as const],
  );
  const path = (process.env['PATH'] ?? '')
    .split(':')
    .filter(
      (folder) => !folder.endsWith('/node_modules/.bin') && !folder.includes('/node-gyp-bin'),
    );
  return {
    ...Object.fromEntries(kept),
    PATH: path.join(':'),
    ACCORD_APT: 'never',
    NO_COLOR: '1',
    ...more,
  };
}
